import { expect, test } from "vitest";
import type { Forecast, Spread } from "../api/types";
import type { Point } from "./course";
import { about, area, difference, expected, failuresOf, failuresText, figures, horizon, inputOf, middle, NOTHING_SAID, octets, range, saidOf, things } from "./forecast";

const spread = (low: number, median = low, high = median): Spread => ({ low, median, high });

const band = (second: number, succeeded: Spread) => ({
  second,
  succeeded,
  failed: spread(0),
  taken: spread(0),
  sessionsPerSecond: spread(0),
  octetsPerSecond: spread(0),
});

const FORECAST: Forecast = {
  campaign: "spring",
  start: "2026-03-01T08:00:00Z",
  fleet: 100,
  runs: 21,
  seed: 1,
  assumptions: [],
  end: { completes: 0.9, finish: spread(3600, 7200, 9000), half: spread(1800), pauses: 0.1, pausesAfter: spread(600), reasons: {}, nearlyAll: spread(90, 95, 100) },
  devices: {
    members: spread(100),
    succeeded: spread(90, 95, 99),
    failed: spread(5),
    declined: spread(0),
    notTaken: spread(0),
    out: spread(3),
    whyOut: "no package",
    neverHeard: spread(8),
    neverReady: spread(0),
  },
  load: { peakSessions: spread(4), peakOctets: spread(1_200_000), octets: spread(5e9), notifications: spread(0) },
  ends: {},
  course: [band(100, spread(10, 20, 30)), band(200, spread(40, 50, 60))],
  sensitivity: [],
};

const BOX = { seconds: 200, most: 100, width: 100, height: 50 };

const point = (second: number, succeeded: number): Point => ({ at: new Date(second * 1000).toISOString(), taken: 100, succeeded, failed: 0, other: 0 });

test("spans and octets are told in units that say something", () => {
  expect([5, 125, 7500, 200_000].map(about)).toEqual(["5 s", "2 min 5 s", "2 h 5 min", "2 d 7 h"]);
  expect([900, 1_250_000].map(octets)).toEqual(["900 B", "1.3 MB"]);
  expect(range(spread(60, 120, 180), about)).toBe("2 min (1 min to 3 min)");
  expect(range(spread(60), about)).toBe("1 min");
  expect(things(1, "run")).toBe("1 run");
  expect(things(1_200, "run")).toBe("1,200 runs");
});

test("figures leave out what does not happen", () => {
  const all = Object.fromEntries(figures(FORECAST));
  expect(all["Completes"]).toBe("90% of the runs, after 2 h (1 h to 2 h 30 min)");
  expect(all["Stopped by a threshold"]).toBe("10% of the runs, after 10 min");
  expect(all["Get nothing"]).toBe("3: no package");
  expect(all["Never reached"]).toBe("8");
  expect(all["Busiest second"]).toBe("4 sessions, 1.2 MB");
  expect(all).not.toHaveProperty("Never as asked");
  expect(all).not.toHaveProperty("90% have it after");
});

test("the band goes up along the best runs and comes back along the worst", () => {
  expect(area(FORECAST.course, "succeeded", BOX)).toBe("0.0,50.0 50.0,35.0 100.0,20.0 100.0,30.0 50.0,45.0");
  expect(middle(FORECAST.course, "succeeded", BOX)).toBe("0.0,50.0 50.0,40.0 100.0,25.0");
});

test("what lies past the end of the chart is not drawn outside of it", () => {
  expect(middle(FORECAST.course, "succeeded", { ...BOX, seconds: 50 })).toBe("0.0,50.0 100.0,40.0");
});

test("a chart ends when nearly all is done, and not before what was seen", () => {
  expect(horizon(FORECAST, 10)).toBeCloseTo(115);
  expect(horizon(FORECAST, 1_000)).toBe(1_000);
  expect(horizon({ ...FORECAST, end: { completes: 0, pauses: 1, reasons: {} } }, 0)).toBe(200);
});

test("between two bands the forecast goes straight, and after the last one it stays", () => {
  expect(expected(FORECAST.course, 150)).toEqual(spread(25, 35, 45));
  expect(expected(FORECAST.course, 50).median).toBe(10);
  expect(expected(FORECAST.course, 900).median).toBe(50);
  expect(expected([], 9).median).toBe(0);
});

test("how the seen curve differs is said in numbers", () => {
  expect(difference([point(0, 0), point(100, 12), point(200, 41)], FORECAST, 100)).toBe(
    "After 3 min 20 s, 41 have succeeded, forecast: 50; 0 have failed, forecast: 0. " +
      "Until now the two curves of success were 8% of the devices apart for half of the time, and 9% at most.",
  );
  const outside = difference([point(0, 0), { ...point(100, 35), failed: 3 }], FORECAST, 100);
  expect(outside).toMatch(/35 have succeeded, forecast: 20, and \d+ to \d+ in eight runs of ten; 3 have failed, forecast: 0, and 0 to 0 in/);
  expect(difference([point(0, 0)], FORECAST, 100)).toBeUndefined();
  expect(difference([], FORECAST, 100)).toBeUndefined();
});

test("what is said of devices goes to the API, and what is left empty does not", () => {
  expect(inputOf(NOTHING_SAID)).toEqual({});
  expect(inputOf({ ...NOTHING_SAID, poll: " 6h ", answers: "0", fail: "410=2%, 503 = 0.5" })).toEqual({ poll: "6h", answers: 0, fail: { 410: 2, 503: 0.5 } });
  expect(failuresOf("200=2")).toBeUndefined();
  expect(failuresOf("many")).toBeUndefined();
  expect(saidOf({ poll: "6h", answers: 0, fail: { 410: 2 } })).toEqual({ ...NOTHING_SAID, poll: "6h", answers: "0", fail: "410=2%" });
  expect(failuresText({})).toBe("");
});
