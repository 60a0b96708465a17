import { Alert, Button, Card, Group, Select, SimpleGrid, TextInput } from "@mantine/core";
import type { PhaseDraft } from "./plan";

function devices(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "device" : "devices"}`;
}

/** A phase that is being written. */
export function PhaseFields({
  phase,
  isLast,
  idleWith,
  change,
  remove,
}: {
  phase: PhaseDraft;
  isLast: boolean;
  /** How many devices it takes now, if its limit of failures is in vain with so few. */
  idleWith: number | undefined;
  change: (part: Partial<PhaseDraft>) => void;
  remove: (() => void) | undefined;
}) {
  return (
    <Card withBorder>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <TextInput label="Phase" required maxLength={64} value={phase.name} onChange={(event) => change({ name: event.currentTarget.value })} />
        <Select
          label="Takes"
          allowDeselect={false}
          data={[
            { value: "percent", label: "percent of the devices" },
            { value: "count", label: "a number of devices" },
            { value: "rest", label: "the rest" },
          ]}
          value={phase.takes}
          onChange={(it) => change({ takes: it as PhaseDraft["takes"] })}
        />
        {phase.takes !== "rest" && (
          <TextInput
            type="number"
            min={0}
            required
            label={phase.takes === "percent" ? "Percent" : "Devices"}
            value={phase.amount}
            onChange={(event) => change({ amount: event.currentTarget.value })}
          />
        )}
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 5 }} mt="xs">
        <TextInput
          type="number"
          label={isLast ? "Must succeed, %" : "Goes on at, %"}
          description="Empty: once all have ended"
          value={phase.success}
          onChange={(event) => change({ success: event.currentTarget.value })}
        />
        <TextInput type="number" label="Stops above, % failed" description="Empty: it never stops" value={phase.failurePercent} onChange={(event) => change({ failurePercent: event.currentTarget.value })} />
        <TextInput type="number" label="of at least" description="Devices that ended" value={phase.sample} onChange={(event) => change({ sample: event.currentTarget.value })} />
        <TextInput label="Soak" description="Waits then, such as 24h" value={phase.soak} onChange={(event) => change({ soak: event.currentTarget.value })} />
        <Select
          label="To stop is to"
          description="What a breach does"
          allowDeselect={false}
          data={[
            { value: "pause", label: "pause" },
            { value: "abort", label: "abort" },
          ]}
          value={phase.onBreach}
          onChange={(it) => change({ onBreach: it as PhaseDraft["onBreach"] })}
        />
      </SimpleGrid>
      {idleWith !== undefined && (
        <Alert color="yellow" py="xs" mt="xs">
          {Number(phase.failurePercent) >= 100
            ? "No more than all can fail: this limit never stops it."
            : `It takes ${devices(idleWith)} now, and its limit of failures counts once ${phase.sample || "10"} have ended: it never stops it. With "of at least" ${idleWith.toLocaleString("en")}${idleWith > 1 ? " or fewer" : ""} it can.`}
        </Alert>
      )}
      {remove && !isLast && (
        <Group justify="flex-end" mt="xs">
          <Button size="compact-sm" variant="subtle" color="red" onClick={remove} aria-label={`Remove phase ${phase.name}`}>
            Remove
          </Button>
        </Group>
      )}
    </Card>
  );
}
