import { expect, test } from "vitest";
import { length, line, words, type Point } from "./course";

const point = (second: number, taken: number, succeeded: number): Point => ({
  at: new Date(second * 1000).toISOString(),
  taken,
  succeeded,
  failed: 0,
  other: 0,
});

test("a line goes from the start to the right, and upwards to what is most", () => {
  const points = [point(0, 0, 0), point(5, 10, 0), point(10, 10, 5)];
  expect(line(points, "taken", 20, 100, 50)).toBe("0.0,50.0 50.0,25.0 100.0,25.0");
  expect(line(points, "succeeded", 20, 100, 50)).toBe("0.0,50.0 50.0,50.0 100.0,37.5");
});

test("a line may leave room for what is forecast", () => {
  expect(length([point(3, 0, 0), point(13, 1, 1)])).toBe(10);
  expect(length([])).toBe(0);
  expect(line([point(0, 0, 0), point(10, 10, 5)], "taken", 10, 100, 50, 40)).toBe("0.0,50.0 25.0,0.0");
});

test("one moment, and none, make no lines that cannot be drawn", () => {
  expect(line([point(3, 1, 1)], "taken", 0, 100, 50)).toBe("0.0,0.0");
  expect(line([], "taken", 1, 100, 50)).toBe("");
});

test("the course is told in words, too", () => {
  expect(words([point(0, 0, 0), { ...point(9, 7, 4), failed: 1, other: 2 }], 9)).toBe(
    "7 of 9 devices taken, 4 succeeded, 1 failed or expired, 2 declined or cancelled",
  );
  expect(words([], 9)).toBe("nothing has begun");
});
