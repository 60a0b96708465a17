import { expect, test } from "vitest";
import { freshPlan, idleLimits, inputOf, withPhase, type PhaseDraft } from "./plan";

const PLAN = { ...freshPlan("Europe/Berlin"), model: "NW-410", version: "2.4.0" };

test("a fresh plan is a canary and the rest, and is named after its release", () => {
  expect(inputOf(PLAN)).toEqual({
    name: "NW-410 2.4.0",
    model: "NW-410",
    version: "2.4.0",
    dynamic: false,
    phases: [
      { name: "canary", percent: 1, success: 95, failure: { percent: 5, sample: 10 }, soak: "1h", onBreach: "pause" },
      { name: "rest", failure: { percent: 5, sample: 50 }, onBreach: "pause" },
    ],
  });
});

test("a window needs both ends and brings its clock", () => {
  expect(inputOf({ ...PLAN, from: "01:00" }).windows).toBeUndefined();
  expect(inputOf({ ...PLAN, from: "01:00", to: "05:00" })).toMatchObject({ windows: [{ from: "01:00", to: "05:00" }], zone: "Europe/Berlin" });
});

test("a new phase comes before the rest", () => {
  expect(withPhase(PLAN).phases.map((it) => it.name)).toEqual(["canary", "wave 2", "rest"]);
});

test("limits are numbers, and absent when nothing was written", () => {
  expect(inputOf(PLAN).pace).toBeUndefined();
  expect(inputOf({ ...PLAN, open: "500", notifications: "60" }).pace).toEqual({ open: 500, notifications: 60 });
});

const [CANARY, REST] = freshPlan("UTC").phases as [PhaseDraft, PhaseDraft];
const TENTH: PhaseDraft = { ...CANARY, amount: "10", failurePercent: "5", sample: "10" };

test("a limit of failures that its phase is too small for is told with the size of the phase", () => {
  expect(idleLimits([TENTH, REST], 60)).toEqual([6, undefined]);
  expect(idleLimits([TENTH, { ...REST, sample: "5" }], 7)).toEqual([1, undefined]);
  expect(idleLimits([{ ...TENTH, sample: "" }, REST], 60)).toEqual([6, undefined]);
  expect(idleLimits([{ ...TENTH, takes: "count", amount: "80" }, REST], 60)).toEqual([undefined, undefined]);
});

test("a limit that can be exceeded, or is not there, is not spoken of", () => {
  expect(idleLimits([{ ...TENTH, sample: "6" }, REST], 60)).toEqual([undefined, undefined]);
  expect(idleLimits([{ ...TENTH, failurePercent: "" }, REST], 60)).toEqual([undefined, undefined]);
  expect(idleLimits([TENTH, REST], 0)).toEqual([undefined, undefined]);
});
