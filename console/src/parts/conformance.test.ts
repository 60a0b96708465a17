import { expect, test } from "vitest";
import type { ConformanceCase, ConformanceFinding } from "../api/types";
import { costOf, groupsOf, lackOf, octetLines, usualOf, worstFirst } from "./conformance";

const plain: ConformanceCase = {
  id: "dev-info",
  title: "DevInfo can be read",
  group: "Sessions",
  specs: ["DM StdObj 5.3"],
  needsPackage: false,
  needsNotification: false,
  hands: [],
};
const installs = { ...plain, id: "combined", title: "Flow 4", group: "Updates", needsPackage: true };
const asks = { ...plain, id: "user-agrees", title: "What the user agrees to is done", group: "User", hands: ["The user agrees."] };
const notifies = { ...plain, id: "notified", title: "A notification leads to a session", group: "Notifications", needsNotification: true };
const all = [plain, installs, asks, notifies];
const nothing = { hasPackage: false, isAttended: false, isReachable: false };

test("a search finds words of id, title, group and standard, in any order", () => {
  const ids = (search: string) => groupsOf(all, search).flatMap((it) => it.cases.map((one) => one.id));
  expect(ids("")).toEqual(["dev-info", "combined", "user-agrees", "notified"]);
  expect(ids("read devinfo")).toEqual(["dev-info"]);
  expect(ids("UPDATES")).toEqual(["combined"]);
  expect(ids("nothing of that")).toEqual([]);
});

test("the usual cases are those that lack nothing", () => {
  expect(usualOf(all, nothing)).toEqual(["dev-info"]);
  expect(usualOf(all, { ...nothing, hasPackage: true })).toEqual(["dev-info", "combined"]);
  expect(usualOf(all, { hasPackage: true, isAttended: true, isReachable: true })).toHaveLength(4);
  expect(lackOf(asks, nothing)).toBe("needs somebody at the device");
});

test("what it costs is said with the times that the package is installed", () => {
  expect(costOf([plain, installs], true)).toBe("at least 3 sessions; the package is installed up to 1 time");
  expect(costOf([plain, installs], false)).toBe("at least 3 sessions; nothing is installed");
});

test("what failed stands first", () => {
  const of = (id: string, verdict: ConformanceFinding["verdict"]): ConformanceFinding => ({ id, title: "", group: "", verdict, why: "", line: 0, millis: 0 });
  const sorted = worstFirst([of("a", "not-applicable"), of("b", "pass"), of("c", "inconclusive"), of("d", "fail"), of("e", "pass")]);
  expect(sorted.map((it) => it.id)).toEqual(["d", "c", "b", "e", "a"]);
});

test("octets stand sixteen in a line", () => {
  expect(octetLines("00".repeat(17))).toBe(`${Array(16).fill("00").join(" ")}\n00`);
  expect(octetLines("")).toBe("");
});
