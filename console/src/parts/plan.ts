import type { CampaignInput, PhaseInput } from "../api/types";

/** A phase as it is being written: everything is text until it is sent. */
export interface PhaseDraft {
  name: string;
  takes: "count" | "percent" | "rest";
  amount: string;
  success: string;
  failurePercent: string;
  sample: string;
  soak: string;
  onBreach: "pause" | "abort";
}

export interface PlanDraft {
  name: string;
  model: string;
  version: string;
  filter: string;
  dynamic: boolean;
  phases: PhaseDraft[];
  from: string;
  to: string;
  zone: string;
  open: string;
  notifications: string;
}

const CANARY: PhaseDraft = { name: "canary", takes: "percent", amount: "1", success: "95", failurePercent: "5", sample: "10", soak: "1h", onBreach: "pause" };
const REST: PhaseDraft = { name: "rest", takes: "rest", amount: "", success: "", failurePercent: "5", sample: "50", soak: "", onBreach: "pause" };

/** One percent first, then the others: what somebody who is in a hurry should do, too. */
export function freshPlan(zone: string): PlanDraft {
  return { name: "", model: "", version: "", filter: "", dynamic: false, phases: [CANARY, REST], from: "", to: "", zone, open: "", notifications: "" };
}

/** A phase before the last one. */
export function withPhase(plan: PlanDraft): PlanDraft {
  const wave: PhaseDraft = { ...CANARY, name: `wave ${plan.phases.length}`, amount: "10" };
  return { ...plan, phases: [...plan.phases.slice(0, -1), wave, ...plan.phases.slice(-1)] };
}

/** Before so many devices have ended a limit in percent says nothing, if the plan does not say otherwise. */
const USUAL_SAMPLE = 10;

/** Of each phase how many devices it takes, where its limit of failures can never be exceeded with so few. */
export function idleLimits(phases: readonly PhaseDraft[], devices: number): (number | undefined)[] {
  let left = devices;
  return phases.map((phase) => {
    const size = Math.min(left, sizeOf(phase, devices));
    left -= size;
    const isIdle = Number(phase.failurePercent) >= 100 || Number(phase.sample || USUAL_SAMPLE) > size;
    return phase.failurePercent !== "" && size > 0 && isIdle ? size : undefined;
  });
}

function sizeOf(phase: PhaseDraft, devices: number): number {
  if (phase.takes === "rest") return devices;
  return phase.takes === "count" ? Number(phase.amount) : Math.ceil((Number(phase.amount) * devices) / 100);
}

/** The plan as the API takes it; what was left empty keeps its usual value. */
export function inputOf(plan: PlanDraft): CampaignInput {
  const pace = { ...whole("open", plan.open), ...whole("notifications", plan.notifications) };
  return {
    name: plan.name.trim() || `${plan.model} ${plan.version}`,
    model: plan.model,
    version: plan.version,
    dynamic: plan.dynamic,
    ...(plan.filter.trim() ? { filter: plan.filter.trim() } : {}),
    phases: plan.phases.map(phaseOf),
    ...(plan.from && plan.to ? { windows: [{ from: plan.from, to: plan.to }], zone: plan.zone } : {}),
    ...(Object.keys(pace).length > 0 ? { pace } : {}),
  };
}

function phaseOf(phase: PhaseDraft): PhaseInput {
  return {
    name: phase.name.trim(),
    ...(phase.takes === "count" ? whole("count", phase.amount) : {}),
    ...(phase.takes === "percent" ? whole("percent", phase.amount) : {}),
    ...whole("success", phase.success),
    ...(phase.failurePercent ? { failure: { percent: Number(phase.failurePercent), ...whole("sample", phase.sample) } } : {}),
    ...(phase.soak.trim() ? { soak: phase.soak.trim() } : {}),
    onBreach: phase.onBreach,
  };
}

function whole<Name extends string>(name: Name, text: string): { [name in Name]?: number } {
  return text.trim() ? ({ [name]: Number(text) } as { [name in Name]: number }) : {};
}
