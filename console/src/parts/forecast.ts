import type { Forecast, RehearsalInput, Spread } from "../api/types";
import type { Point } from "./course";

export type Band = Forecast["course"][number];

/** Whether a chart has room for what is forecast long after nearly all is done: devices that are gone need days to expire. */
const MORE_ROOM = 1.15;

/** A span in its two largest units: `2 h 5 min`. */
export function about(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole >= 2 * 86_400) return two(whole, 86_400, "d", 3_600, "h");
  if (whole >= 3_600) return two(whole, 3_600, "h", 60, "min");
  return whole >= 60 ? two(whole, 60, "min", 1, "s") : `${whole} s`;
}

function two(whole: number, large: number, name: string, small: number, smallName: string): string {
  const rest = Math.floor((whole % large) / small);
  return `${Math.floor(whole / large)} ${name}${rest === 0 ? "" : ` ${rest} ${smallName}`}`;
}

export function count(value: number): string {
  return Math.round(value).toLocaleString("en");
}

/** A number of things by their name: `1 run`, `21 runs`. */
export function things(value: number, name: string): string {
  return `${count(value)} ${name}${Math.round(value) === 1 ? "" : "s"}`;
}

/** Such as `1.2 MB`. */
export function octets(value: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let unit = 0;
  let left = value;
  while (left >= 1_000 && unit < units.length - 1) {
    left /= 1_000;
    unit++;
  }
  return `${left.toFixed(unit === 0 ? 0 : 1)} ${units[unit]}`;
}

export function percent(part: number): string {
  return `${Math.round(part * 100)}%`;
}

/** The middle, and between which values eight runs of ten are. */
export function range(spread: Spread, words: (value: number) => string): string {
  const [low, median, high] = [words(spread.low), words(spread.median), words(spread.high)];
  return low === high ? median : `${median} (${low} to ${high})`;
}

/** What a forecast says, in figures that people ask for. */
export function figures(forecast: Forecast): [string, string][] {
  const { end, devices, load } = forecast;
  const all: [string, string | undefined][] = [
    ["Completes", `${percent(end.completes)} of the runs${end.finish ? `, after ${range(end.finish, about)}` : ""}`],
    ["Half have it after", end.half && range(end.half, about)],
    ["90% have it after", end.most && range(end.most, about)],
    ["Stopped by a threshold", `${percent(end.pauses)} of the runs${end.pausesAfter ? `, after ${range(end.pausesAfter, about)}` : ""}`],
    ["Succeed", range(devices.succeeded, count)],
    ["Fail or expire", range(devices.failed, count)],
    ["No phase takes", devices.notTaken.high > 0 ? range(devices.notTaken, count) : undefined],
    ["Get nothing", devices.out.high > 0 ? range(devices.out, count) + (devices.whyOut ? `: ${devices.whyOut}` : "") : undefined],
    ["Never reached", range(devices.neverHeard, count)],
    ["Never as asked", devices.neverReady.high > 0 ? range(devices.neverReady, count) : undefined],
    ["Busiest second", `${range(load.peakSessions, (it) => things(it, "session"))}, ${range(load.peakOctets, octets)}`],
    ["Octets in all", range(load.octets, octets)],
    ["Notifications", range(load.notifications, count) + (forecast.cost ? `, for ${range(forecast.cost, (it) => it.toFixed(2))}` : "")],
  ];
  return all.filter((it): it is [string, string] => it[1] !== undefined);
}

/** How far a chart goes in seconds: until nearly all is done, and as long as something was seen. */
export function horizon(forecast: Forecast, seen: number): number {
  const nearlyAll = forecast.end.nearlyAll?.high;
  const last = forecast.course.at(-1)?.second ?? 1;
  return Math.max(1, seen, nearlyAll === undefined ? last : Math.min(last, nearlyAll * MORE_ROOM));
}

interface Box {
  seconds: number;
  most: number;
  width: number;
  height: number;
}

function place(second: number, value: number, box: Box): string {
  const x = (Math.min(second, box.seconds) / Math.max(1, box.seconds)) * box.width;
  const y = box.height - (value / Math.max(1, box.most)) * box.height;
  return `${x.toFixed(1)},${y.toFixed(1)}`;
}

/** From the start, where nothing is, to the first band past the box's end. */
function within(course: readonly Band[], box: Box): Band[] {
  const past = course.findIndex((it) => it.second >= box.seconds);
  return past < 0 ? [...course] : course.slice(0, past + 1);
}

export type Forecasted = "succeeded" | "failed" | "taken";

/** The middle of the runs as the points of a polyline. */
export function middle(course: readonly Band[], what: Forecasted, box: Box): string {
  return [place(0, 0, box), ...within(course, box).map((it) => place(it.second, it[what].median, box))].join(" ");
}

/** Where eight runs of ten are, as the points of a polygon. */
export function area(course: readonly Band[], what: Forecasted, box: Box): string {
  const bands = within(course, box);
  const up = bands.map((it) => place(it.second, it[what].high, box));
  const back = bands.map((it) => place(it.second, it[what].low, box)).reverse();
  return [place(0, 0, box), ...up, ...back].join(" ");
}

/** What was forecast for a second, between two bands by the time. */
export function expected(course: readonly Band[], second: number, what: Forecasted = "succeeded"): Spread {
  let before: Band | undefined;
  for (const band of course) {
    if (band.second >= second) {
      const from = before?.second ?? 0;
      const part = (second - from) / Math.max(1, band.second - from);
      const mix = (key: keyof Spread) => (before?.[what][key] ?? 0) * (1 - part) + band[what][key] * part;
      return { low: mix("low"), median: mix("median"), high: mix("high") };
    }
    before = band;
  }
  return before?.[what] ?? { low: 0, median: 0, high: 0 };
}

/** How what was seen is apart from what was forecast, in sentences; undefined before anything was seen. */
export function difference(points: readonly Point[], forecast: Forecast, members: number): string | undefined {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last || points.length < 2) return undefined;
  const after = (it: Point) => (Date.parse(it.at) - Date.parse(first.at)) / 1000;
  const apart = (what: "succeeded" | "failed") => {
    const here = expected(forecast.course, after(last), what);
    const isInside = last[what] >= Math.floor(here.low) && last[what] <= Math.ceil(here.high);
    return `${count(last[what])} have ${what}, forecast: ${count(here.median)}${isInside ? "" : `, and ${count(here.low)} to ${count(here.high)} in eight runs of ten`}`;
  };
  const gaps = points.map((it) => Math.abs(it.succeeded - expected(forecast.course, after(it)).median) / Math.max(1, members)).sort((a, b) => a - b);
  return (
    `After ${about(after(last))}, ${apart("succeeded")}; ${apart("failed")}. ` +
    `Until now the two curves of success were ${percent(gaps[Math.floor(gaps.length / 2)]!)} of the devices apart for half of the time, and ${percent(gaps.at(-1)!)} at most.`
  );
}

/** What is said of the devices, as it is being written. */
export interface SaidDraft {
  poll: string;
  answers: string;
  install: string;
  fail: string;
  silent: string;
  resumeAfter: string;
}

export const NOTHING_SAID: SaidDraft = { poll: "", answers: "", install: "", fail: "", silent: "", resumeAfter: "" };

/** Codes and percents such as `410=2, 503=0.5`; undefined when it is something else. */
export function failuresOf(text: string): Record<string, number> | undefined {
  const all: Record<string, number> = {};
  for (const part of text.split(",").map((it) => it.trim())) {
    if (part === "") continue;
    const found = /^([45]\d\d)\s*=\s*(\d{1,3}(?:\.\d+)?)\s*%?$/.exec(part);
    if (!found) return undefined;
    all[found[1]!] = Number(found[2]);
  }
  return all;
}

export function failuresText(fail: Record<string, number>): string {
  return Object.entries(fail)
    .map(([code, share]) => `${code}=${share}%`)
    .join(", ");
}

/** As the API takes it; what is left empty is learnt. */
export function inputOf(said: SaidDraft): RehearsalInput {
  const text = (it: string) => it.trim() || undefined;
  const number = (it: string) => (it.trim() === "" ? undefined : Number(it));
  const input: Record<string, unknown> = {
    poll: text(said.poll),
    answers: number(said.answers),
    install: text(said.install),
    fail: said.fail.trim() === "" ? undefined : failuresOf(said.fail),
    silent: number(said.silent),
    resumeAfter: text(said.resumeAfter),
  };
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

/** What was said when the campaign was rehearsed, to be changed. */
export function saidOf(given: RehearsalInput | undefined): SaidDraft {
  const text = (it: string | number | undefined) => (it === undefined ? "" : String(it));
  return {
    poll: text(given?.poll),
    answers: text(given?.answers),
    install: text(given?.install),
    fail: given?.fail ? failuresText(given.fail) : "",
    silent: text(given?.silent),
    resumeAfter: text(given?.resumeAfter),
  };
}
