import type { TracedMessage } from "../api/types";

/** A line of two texts that are held side by side. */
export interface Line {
  text: string;
  /** Where it stands; both where it is the same. */
  in: "both" | "left" | "right";
}

/** One step of two sessions: a message of each, or of one of them alone. Numbers are places, from 0. */
export interface Pair {
  left?: number;
  right?: number;
  isSame: boolean;
  /** What the two say, line by line; none where they say the same. */
  lines: Line[];
}

/**
 * Holds two sessions side by side. Messages that do the same stand beside each other, so that one more challenge does not make all that
 * follows differ; what is new in each session (numbers, correlators, addresses of downloads) is no difference.
 */
export function compare(left: readonly TracedMessage[], right: readonly TracedMessage[]): Pair[] {
  const pairs: Pair[] = [];
  const [a, b] = [left.map(gist), right.map(gist)];
  for (const step of inPairs(a, b)) {
    if (step.left !== undefined && step.right !== undefined) {
      const lines = linesOf(said(left[step.left]!), said(right[step.right]!));
      const isSame = lines.every((it) => it.in === "both");
      pairs.push({ left: step.left, right: step.right, isSame, lines: isSame ? [] : lines });
    } else {
      pairs.push({ ...step, isSame: false, lines: [] });
    }
  }
  return joined(pairs, left, right);
}

/** What a message is about: who says it, and its commands in brief without what they carry. */
function gist(message: TracedMessage): string {
  const commands = (message.content?.commands ?? []).map((it) => `${it.name} ${it.answers ? "" : it.targets.join(" ")}`);
  return [message.fromDevice ? "device" : "server", ...commands].join("\n");
}

/** All that a message says, but for what is another in each session. */
function said(message: TracedMessage): string[] {
  const { content } = message;
  if (!content) return [message.unreadable ?? "a message"];
  return [...(message.note ? [message.note] : []), ...content.commands.flatMap((it) => it.words.map((line) => " ".repeat(2 * line.indent) + steady(line.text)))];
}

export function steady(text: string): string {
  return text
    .replace(/(^|→ )([A-Z][A-Za-z]+) \d+(?=[ ,:]|$)/g, "$1$2")
    .replace(/\bcorrelator [^\s)]+/g, "correlator …")
    .replace(/https?:\/\/\S+/g, (url) => `${url.split("/").slice(0, 3).join("/")}/…`)
    .replace(/\((device|server)'s message [^)]*\)/g, "($1's message)");
}

type Step = { left?: number; right?: number };

/** The longest common course of two lists; what is in one of them alone comes where it stands there. */
function inPairs(a: readonly string[], b: readonly string[]): Step[] {
  const longest = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) longest[i]![j] = a[i] === b[j] ? longest[i + 1]![j + 1]! + 1 : Math.max(longest[i + 1]![j]!, longest[i]![j + 1]!);
  const steps: Step[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) steps.push({ left: i++, right: j++ });
    else if (j >= b.length || (i < a.length && longest[i + 1]![j]! >= longest[i]![j + 1]!)) steps.push({ left: i++ });
    else steps.push({ right: j++ });
  }
  return steps;
}

/** Two texts, line by line. */
export function linesOf(left: readonly string[], right: readonly string[]): Line[] {
  return inPairs(left, right).map((it): Line => {
    if (it.left === undefined) return { text: right[it.right!]!, in: "right" };
    return { text: left[it.left]!, in: it.right === undefined ? "left" : "both" };
  });
}

/** Between two steps that both have, what each has alone stands beside each other as long as the same side speaks. */
function joined(pairs: readonly Pair[], left: readonly TracedMessage[], right: readonly TracedMessage[]): Pair[] {
  const result: Pair[] = [];
  let [alone, others]: [Pair[], Pair[]] = [[], []];
  const flush = () => {
    while (alone.length > 0 || others.length > 0) {
      const [mine, theirs] = [alone[0]?.left, others[0]?.right];
      if (mine !== undefined && theirs !== undefined && left[mine]!.fromDevice === right[theirs]!.fromDevice) {
        result.push({ left: mine, right: theirs, isSame: false, lines: linesOf(said(left[mine]!), said(right[theirs]!)) });
        alone = alone.slice(1);
        others = others.slice(1);
      } else if (mine !== undefined) {
        result.push(alone[0]!);
        alone = alone.slice(1);
      } else {
        result.push(others[0]!);
        others = others.slice(1);
      }
    }
  };
  for (const pair of pairs) {
    if (pair.left !== undefined && pair.right === undefined) alone.push(pair);
    else if (pair.right !== undefined && pair.left === undefined) others.push(pair);
    else {
      flush();
      result.push(pair);
    }
  }
  flush();
  return result;
}
