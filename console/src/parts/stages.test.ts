import { expect, test } from "vitest";
import { stagesOf } from "./stages";

const inWords = (deployment: Parameters<typeof stagesOf>[0]) => stagesOf(deployment).map((it) => `${it.name} ${it.is}`);

test("a deployment stands at one stage, between what is done and what is ahead", () => {
  expect(inWords({ state: "downloading", ended: false })).toEqual([
    "scheduled done",
    "notified done",
    "contacted done",
    "downloading now",
    "downloaded ahead",
    "updating ahead",
    "verifying ahead",
    "succeeded ahead",
  ]);
});

test("success has every stage behind it", () => {
  expect(new Set(stagesOf({ state: "succeeded", ended: true, ending: { stage: "verifying", cause: "proved" } }).map((it) => it.is))).toEqual(new Set(["done"]));
});

test("what failed shows where, and goes no further", () => {
  expect(inWords({ state: "failed", ended: true, ending: { stage: "contacted", cause: "reported" } })).toEqual([
    "scheduled done",
    "notified done",
    "contacted failed",
    "failed failed",
  ]);
});

test("an update that failed while it was installed has its download behind it", () => {
  expect(inWords({ state: "failed", ended: true, ending: { stage: "updating", cause: "reported", code: 410 } }).slice(-4)).toEqual([
    "downloading done",
    "downloaded done",
    "updating failed",
    "failed failed",
  ]);
});
