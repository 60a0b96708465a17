import { Badge } from "@mantine/core";

type Tone = "good" | "bad" | "busy" | "waiting" | "quiet";

const COLORS: Record<Tone, string> = { good: "teal", bad: "red", busy: "blue", waiting: "yellow", quiet: "gray" };

const TONES: Record<string, Tone> = {
  // devices
  enrolled: "good",
  pending: "waiting",
  quarantined: "bad",
  examined: "busy",
  // deployments
  scheduled: "quiet",
  notified: "busy",
  contacted: "busy",
  downloading: "busy",
  downloaded: "busy",
  updating: "busy",
  verifying: "busy",
  waiting: "waiting",
  succeeded: "good",
  failed: "bad",
  expired: "bad",
  declined: "waiting",
  cancelled: "quiet",
  // campaigns
  draft: "quiet",
  running: "busy",
  paused: "waiting",
  aborting: "bad",
  aborted: "bad",
  completed: "good",
  // releases
  tested: "waiting",
  released: "good",
  withdrawn: "bad",
  // runs of the conformance kit
  cancelling: "waiting",
  ended: "good",
  lost: "bad",
  pass: "good",
  fail: "bad",
  inconclusive: "waiting",
  // orders and notifications
  queued: "quiet",
  sent: "busy",
  answered: "good",
  done: "good",
};

/** A state in its own word; the colour only repeats what the word says. */
export function StateBadge({ state }: { state: string }) {
  return (
    <Badge variant="light" color={COLORS[TONES[state] ?? "quiet"]} miw="max-content">
      {state.replaceAll("-", " ")}
    </Badge>
  );
}
