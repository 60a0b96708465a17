import { linesOf, type Line } from "../diagram/compare";

/** A stretch of a comparison: lines that are shown, or how many are left out because both texts have them. */
export type Stretch = { lines: Line[] } | { skipped: number };

/** Around each difference, so that one sees where it is. */
const AROUND = 2;

/** More than a person reads: beyond it, all is told as changed. */
const MOST_CELLS = 1_000_000;

export function devicesInWords(count: number): string {
  return count === 1 ? "1 device" : `${count.toLocaleString("en")} devices`;
}

/** Lines as people count them; a last empty one counts, since one can write there. */
export function numberOfLines(text: string): number {
  return text.split("\n").length;
}

/** How many characters stand before a place; both of its numbers count from 1. A place behind a line's end is that end. */
export function offsetOf(text: string, line: number, column: number): number {
  const lines = text.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, it) => sum + it.length + 1, 0);
  return Math.min(before + Math.min(column - 1, lines[line - 1]?.length ?? 0), text.length);
}

/** What differs between two texts, with a few lines around it; empty where nothing does. */
export function differences(left: string, right: string): Stretch[] {
  const lines = compared(left.split(/\r?\n/), right.split(/\r?\n/));
  const isShown = lines.map((_, at) => lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some((it) => it.in !== "both"));
  if (!isShown.includes(true)) return [];
  const stretches: Stretch[] = [];
  lines.forEach((line, at) => {
    const last = stretches.at(-1);
    if (isShown[at]) {
      if (last && "lines" in last) last.lines.push(line);
      else stretches.push({ lines: [line] });
    } else if (last && "skipped" in last) last.skipped++;
    else stretches.push({ skipped: 1 });
  });
  return stretches;
}

/** What both begin and end with need not be searched. */
function compared(left: string[], right: string[]): Line[] {
  const most = Math.min(left.length, right.length);
  let head = 0;
  while (head < most && left[head] === right[head]) head++;
  let tail = 0;
  while (tail < most - head && left[left.length - 1 - tail] === right[right.length - 1 - tail]) tail++;
  const same = (it: string): Line => ({ text: it, in: "both" });
  const [a, b] = [left.slice(head, left.length - tail), right.slice(head, right.length - tail)];
  const between: Line[] =
    a.length * b.length > MOST_CELLS
      ? [...a.map((text): Line => ({ text, in: "left" })), ...b.map((text): Line => ({ text, in: "right" }))]
      : linesOf(a, b);
  return [...left.slice(0, head).map(same), ...between, ...left.slice(left.length - tail).map(same)];
}

/** A text as the beginning of another profile: by that name, and for no model yet. */
export function copyOf(text: string, name: string): string {
  return text.replace(/"name"(\s*):(\s*)"[^"]*"/, `"name"$1:$2"${name}"`).replace(/"matches"(\s*):(\s*)\[[^\]]*\]/, '"matches"$1:$2[]');
}

/** As the server takes it. */
export function isName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name);
}
