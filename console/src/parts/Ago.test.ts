import { expect, test } from "vitest";
import { ago, span } from "./Ago";

test.each([
  [0, "now"],
  [-5_000, "5 seconds ago"],
  [-100_000, "2 minutes ago"],
  [-3 * 86_400_000, "3 days ago"],
  [7_200_000, "in 2 hours"],
])("%d ms is %s", (difference, words) => {
  const now = Date.parse("2026-03-01T08:00:00Z");
  expect(ago(now + difference, now)).toBe(words);
});

test.each([
  ["PT168H", "7 days"],
  ["PT36H", "1 day 12 hours"],
  ["PT1H30M", "1 hour 30 minutes"],
  ["P1DT1S", "1 day 1 second"],
  ["PT0S", "no time"],
])("%s is %s", (iso, words) => expect(span(iso)).toBe(words));
