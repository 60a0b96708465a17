import { expect, test } from "vitest";
import { staleBy } from "./stream";

test("a message makes only its own session stale, not all that are looked at", () => {
  expect(staleBy("message", { session: "s1", device: "d1" })).toEqual([
    ["session-trace", "s1"],
    ["node-orders", "d1"],
  ]);
});

test("a changed profile makes the list stale, and what is shown of that profile", () => {
  expect(staleBy("profile", { profile: "router" }).map((it) => it.join(" "))).toEqual(["profiles", "profile router", "profile-revisions router", "profile-check router"]);
});

test("an event that nobody knows makes nothing stale", () => {
  expect(staleBy("weather", {})).toEqual([]);
});
