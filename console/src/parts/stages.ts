import type { Deployment } from "../api/types";

/** The stages of a deployment in order; some are skipped, none comes twice. */
const STAGES = ["scheduled", "notified", "contacted", "downloading", "downloaded", "updating", "verifying", "succeeded"] as const;

export interface Stage {
  name: string;
  is: "done" | "now" | "ahead" | "failed";
}

/** Where a deployment stands on its way; one that ended badly shows the stage in which it did. */
export function stagesOf(deployment: Pick<Deployment, "state" | "ended" | "ending">): Stage[] {
  const isSuccess = deployment.state === "succeeded";
  const stands = isSuccess ? "succeeded" : (deployment.ending?.stage ?? deployment.state);
  const at = STAGES.indexOf(stands as (typeof STAGES)[number]);
  const stages: Stage[] = STAGES.map((name, index) => {
    if (index < at || isSuccess) return { name, is: "done" };
    if (index > at) return { name, is: "ahead" };
    return { name, is: deployment.ended ? "failed" : "now" };
  });
  return deployment.ended && !isSuccess ? [...stages.slice(0, at + 1), { name: deployment.state, is: "failed" }] : stages;
}
