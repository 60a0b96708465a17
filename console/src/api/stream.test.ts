import { expect, test } from "vitest";
import { staleBy } from "./stream";

test("a message makes only its own session stale, not all that are looked at", () => {
  expect(staleBy("message", { session: "s1", device: "d1" })).toEqual([
    ["session-trace", "s1"],
    ["node-orders", "d1"],
  ]);
});

test("an event that nobody knows makes nothing stale", () => {
  expect(staleBy("weather", {})).toEqual([]);
});
