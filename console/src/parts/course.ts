/** How many until a moment, all phases together. */
export interface Point {
  at: string;
  taken: number;
  succeeded: number;
  failed: number;
  other: number;
}

export type Count = "taken" | "succeeded" | "failed" | "other";

/** How long a course is until now, in seconds. */
export function length(points: readonly Point[]): number {
  const first = Date.parse(points[0]?.at ?? "");
  return Math.max(0, (Date.parse(points.at(-1)?.at ?? "") - first) / 1000) || 0;
}

/**
 * A line as the points of an SVG polyline in a box of the given size: time to the right, counts upwards.
 *
 * @param seconds that the box is wide; without them it ends with the last point
 */
export function line(points: readonly Point[], count: Count, most: number, width: number, height: number, seconds = length(points)): string {
  const first = Date.parse(points[0]?.at ?? "");
  const span = Math.max(1, seconds * 1000);
  return points
    .map((it) => {
      const x = ((Date.parse(it.at) - first) / span) * width;
      const y = height - (it[count] / Math.max(1, most)) * height;
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(" ");
}

/** The last point in words, for those who do not see the chart. */
export function words(points: readonly Point[], members: number): string {
  const last = points.at(-1);
  if (!last) return "nothing has begun";
  const parts = [`${last.taken} of ${members} devices taken`, `${last.succeeded} succeeded`, `${last.failed} failed or expired`];
  if (last.other > 0) parts.push(`${last.other} declined or cancelled`);
  return parts.join(", ");
}
