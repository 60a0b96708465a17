import { expect, test } from "vitest";
import { copyOf, devicesInWords, differences, isName, numberOfLines, offsetOf } from "./profile";

const TEXT = '{\n  "name": "router",\n  "matches": ["A", "B"],\n  "replyLimit": 5120\n}\n';

test("lines are counted as one sees them", () => {
  expect(numberOfLines("")).toBe(1);
  expect(numberOfLines("a\nb")).toBe(2);
  expect(numberOfLines("a\n")).toBe(2);
});

test("a place is where the server says that it is", () => {
  expect(TEXT.slice(offsetOf(TEXT, 2, 3))).toMatch(/^"name"/);
  expect(offsetOf(TEXT, 1, 1)).toBe(0);
});

test("a place that the text no longer has is the nearest one", () => {
  expect(offsetOf("ab\ncd", 1, 9)).toBe(2);
  expect(offsetOf("ab\ncd", 9, 1)).toBe(5);
});

test("of two texts that are the same nothing is shown", () => {
  expect(differences(TEXT, TEXT)).toEqual([]);
  expect(differences(TEXT, TEXT.replaceAll("\n", "\r\n"))).toEqual([]);
});

test("a changed line is shown with those around it, and the rest is counted", () => {
  const left = ["1", "2", "3", "4", "old", "6", "7", "8"].join("\n");
  expect(differences(left, left.replace("old", "new"))).toEqual([
    { skipped: 2 },
    {
      lines: [
        { text: "3", in: "both" },
        { text: "4", in: "both" },
        { text: "old", in: "left" },
        { text: "new", in: "right" },
        { text: "6", in: "both" },
        { text: "7", in: "both" },
      ],
    },
    { skipped: 1 },
  ]);
});

test("texts of very many lines are compared without end neither in time nor in memory", () => {
  const left = Array.from({ length: 16_000 }, (_, at) => `l${at}`).join("\n");
  const right = Array.from({ length: 16_000 }, (_, at) => `r${at}`).join("\n");
  const [all] = differences(left, right);
  expect(all && "lines" in all && all.lines.length).toBe(32_000);
});

test("a copy has its own name and is for no model", () => {
  expect(JSON.parse(copyOf(TEXT, "mine"))).toEqual({ name: "mine", matches: [], replyLimit: 5120 });
  expect(copyOf(TEXT, "mine").split("\n")).toHaveLength(6);
});

test("names are those that the server takes", () => {
  expect(["router", "A.b_c-1", "9"].every(isName)).toBe(true);
  expect(["", ".x", "a b", "ä", "x".repeat(65)].some(isName)).toBe(false);
});

test("devices are told as people tell them", () => {
  expect([0, 1, 1234].map(devicesInWords)).toEqual(["0 devices", "1 device", "1,234 devices"]);
});
