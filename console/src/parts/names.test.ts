import { describe, expect, test } from "vitest";
import { named } from "./names";

const NAMES = new Map([["c7f3", "Meters to 2.0"]]);

describe("the server's words", () => {
  test("have the names of campaigns where it says their ids", () => {
    expect(named("campaign c7f3 is paused; it was stopped", NAMES)).toEqual([
      { text: "campaign " },
      { text: "Meters to 2.0", campaign: "c7f3" },
      { text: " is paused; it was stopped" },
    ]);
    expect(named("campaigns/c7f3", NAMES)).toEqual([{ text: "campaigns/" }, { text: "Meters to 2.0", campaign: "c7f3" }]);
  });

  test("have times in the reader's own", () => {
    const [piece] = named("the budget is spent until 2026-11-29T02:24:52.860Z", NAMES);
    expect(piece!.text).toMatch(/^the budget is spent until (28|29|30) Nov 2026, \d\d:\d\d$/);
  });

  test("stay as they are where nothing is known, or no campaign is meant", () => {
    expect(named("campaign zzz is paused", NAMES)).toEqual([{ text: "campaign zzz is paused" }]);
    expect(named("device c7f3 of campaign", NAMES)).toEqual([{ text: "device c7f3 of campaign" }]);
    expect(named("", NAMES)).toEqual([{ text: "" }]);
  });
});
