import type { ConformanceCase, ConformanceFinding, ConformanceVerdict } from "../api/types";

export interface CaseGroup {
  name: string;
  cases: ConformanceCase[];
}

/** The cases in their order, group by group; of those that a search finds. */
export function groupsOf(cases: ConformanceCase[], search: string): CaseGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const groups: CaseGroup[] = [];
  for (const it of cases) {
    const text = `${it.id} ${it.title} ${it.group} ${it.specs.join(" ")}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    const last = groups.find((group) => group.name === it.group);
    if (last) last.cases.push(it);
    else groups.push({ name: it.group, cases: [it] });
  }
  return groups;
}

export interface Means {
  hasPackage: boolean;
  isAttended: boolean;
  isReachable: boolean;
}

/** What a case lacks to be played; undefined when it lacks nothing. */
export function lackOf(it: ConformanceCase, means: Means): string | undefined {
  if (it.needsPackage && !means.hasPackage) return "needs a package";
  if (it.needsNotification && !means.isReachable) return "needs an address for notifications";
  if (it.hands.length > 0 && !means.isAttended) return "needs somebody at the device";
  return undefined;
}

/** Those that learn something with what there is. */
export function usualOf(cases: ConformanceCase[], means: Means): string[] {
  return cases.filter((it) => lackOf(it, means) === undefined).map((it) => it.id);
}

/** What it costs the device, in words. */
export function costOf(chosen: ConformanceCase[], hasPackage: boolean): string {
  const installing = chosen.filter((it) => it.needsPackage).length;
  const sessions = chosen.length + 1;
  const least = `at least ${sessions} ${sessions === 1 ? "session" : "sessions"}`;
  if (installing === 0 || !hasPackage) return `${least}; nothing is installed`;
  return `${least}; the package is installed up to ${installing} ${installing === 1 ? "time" : "times"}`;
}

/** What did not pass first, then in the order in which it was judged. */
export function worstFirst(findings: ConformanceFinding[]): ConformanceFinding[] {
  const rank: Record<ConformanceVerdict, number> = { fail: 0, inconclusive: 1, pass: 2, "not-applicable": 3 };
  return [...findings].sort((one, other) => rank[one.verdict] - rank[other.verdict]);
}

const COLUMNS = 16;

/** Hexadecimal in lines of sixteen octets. */
export function octetLines(hex: string): string {
  const pairs = hex.match(/../g) ?? [];
  const lines: string[] = [];
  for (let at = 0; at < pairs.length; at += COLUMNS) lines.push(pairs.slice(at, at + COLUMNS).join(" "));
  return lines.join("\n");
}
