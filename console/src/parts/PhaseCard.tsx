import { Badge, Card, Group, Progress, Text, Title } from "@mantine/core";
import type { PhaseView } from "../api/types";
import { span } from "./Ago";

/** A phase: how far it is, and what it waits for. */
export function PhaseCard({ phase, isLast, isCurrent, members }: { phase: PhaseView; isLast: boolean; isCurrent: boolean; members: number }) {
  const wanted = sizeOf(phase, members) ?? phase.taken;
  const whole = Math.max(1, wanted, phase.taken);
  const share = (count: number) => (100 * count) / whole;
  const rest = phase.taken - phase.succeeded - phase.failed - phase.declined;
  return (
    <Card withBorder p="sm" aria-current={isCurrent ? "step" : undefined}>
      <Group justify="space-between">
        <Group gap="xs">
          <Title order={2} size="h6">
            {phase.name}
          </Title>
          {isCurrent && (
            <Badge variant="light" color="blue">
              now
            </Badge>
          )}
        </Group>
        <Text size="xs" c="dimmed">
          {takes(phase, members)}
        </Text>
      </Group>
      <Progress.Root size="lg" my={6} role="img" aria-label={`${phase.name}: ${inWords(phase)}`}>
        <Progress.Section withAria={false} value={share(phase.succeeded)} color="teal" />
        <Progress.Section withAria={false} value={share(phase.failed)} color="red" />
        <Progress.Section withAria={false} value={share(phase.declined)} color="yellow" />
        <Progress.Section withAria={false} value={share(rest)} color="blue" />
      </Progress.Root>
      <Text size="sm">{inWords(phase)}</Text>
      <Text size="xs" c="dimmed">
        {rules(phase, isLast)}
      </Text>
    </Card>
  );
}

export function sizeOf(phase: PhaseView, members: number): number | undefined {
  if (phase.count !== undefined) return Math.min(phase.count, members);
  return phase.percent === undefined ? undefined : Math.ceil((phase.percent * members) / 100);
}

function takes(phase: PhaseView, members: number): string {
  if (phase.count !== undefined) return `takes ${phase.count.toLocaleString("en")} devices`;
  if (phase.percent === undefined) return "takes the rest";
  return members === 0 ? `takes ${phase.percent} %` : `takes ${phase.percent} %, ${sizeOf(phase, members)?.toLocaleString("en")} devices`;
}

function inWords(phase: PhaseView): string {
  const parts = [
    `${phase.taken.toLocaleString("en")} taken`,
    `${phase.succeeded.toLocaleString("en")} succeeded`,
    `${phase.failed.toLocaleString("en")} failed`,
    phase.declined > 0 && `${phase.declined.toLocaleString("en")} declined`,
    phase.open > 0 && `${phase.open.toLocaleString("en")} open`,
    phase.held > 0 && `${phase.held.toLocaleString("en")} held`,
  ];
  return parts.filter(Boolean).join(", ");
}

function rules(phase: PhaseView, isLast: boolean): string {
  const goesOn = phase.success === undefined ? "when all have ended" : `when ${phase.success} % have succeeded`;
  const soak = phase.soak === "PT0S" ? "" : `, after a soak of ${span(phase.soak)}`;
  const { failure } = phase;
  const limit = failure
    ? [failure.percent !== undefined && `more than ${failure.percent} % of at least ${failure.sample}`, failure.count !== undefined && `more than ${failure.count}`]
        .filter(Boolean)
        .join(" or ")
    : "";
  const breach = limit ? ` It ${phase.onBreach === "pause" ? "pauses" : "aborts"} when ${limit} fail.` : "";
  return `${isLast ? "It is over" : "It goes on"} ${goesOn}${soak}.${breach}`;
}
