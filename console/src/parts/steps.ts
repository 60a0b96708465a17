import type { FirmwarePackage } from "../api/types";

type Edge = Pick<FirmwarePackage, "id" | "fromVersion" | "toVersion">;

export interface Step {
  from: string;
  to: string;
  /** How far `to` is from the end, in steps; 1 leads there. */
  distance: number;
}

export const ANY = "any version";

/** The ways to a version, step by step backwards: shortest ways only, nothing twice. */
export function stepsTo(version: string, packages: readonly Edge[]): Step[] {
  const steps: Step[] = [];
  const reached = new Set([version]);
  let ends = [version];
  for (let distance = 1; ends.length > 0; distance++) {
    const next: string[] = [];
    for (const to of ends)
      for (const { fromVersion, toVersion } of packages) {
        const from = fromVersion ?? ANY;
        if (toVersion !== to || (reached.has(from) && from !== ANY)) continue;
        if (steps.some((it) => it.from === from && it.to === to)) continue;
        steps.push({ from, to, distance });
        if (from !== ANY && !reached.has(from)) {
          reached.add(from);
          next.push(from);
        }
      }
    ends = next;
  }
  return steps;
}
