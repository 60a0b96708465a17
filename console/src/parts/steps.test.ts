import { expect, test } from "vitest";
import { stepsTo } from "./steps";

const step = (fromVersion: string | undefined, toVersion: string) => ({ id: `${fromVersion}-${toVersion}`, toVersion, ...(fromVersion ? { fromVersion } : {}) });
const inWords = (version: string, packages: ReturnType<typeof step>[]) => stepsTo(version, packages).map((it) => `${it.from} > ${it.to} (${it.distance})`);

test("leads backwards from the release to where devices are", () => {
  expect(inWords("2.0", [step("1.5", "2.0"), step("1.0", "1.5"), step(undefined, "1.0")])).toEqual(["1.5 > 2.0 (1)", "1.0 > 1.5 (2)", "any version > 1.0 (3)"]);
});

test("takes the shortest way, and no circle", () => {
  expect(inWords("3", [step("2", "3"), step("1", "3"), step("1", "2"), step("3", "1")])).toEqual(["2 > 3 (1)", "1 > 3 (1)"]);
});
