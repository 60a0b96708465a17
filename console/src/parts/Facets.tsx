import { Button, Group, Text } from "@mantine/core";
import type { Overview } from "../api/types";

const MOST = 6;

/** The largest parts of the fleet, to begin a filter with. */
export function Facets({ overview, onChosen }: { overview: Overview | undefined; onChosen: (field: string, value: string) => void }) {
  if (!overview) return null;
  const models = largest(overview.models.map((it) => [it.model, it.devices]));
  const versions = largest(overview.models.map((it) => [it.version, it.devices]));
  const standings = largest(overview.standings.map((it) => [it.standing, it.devices]));
  return (
    <Group gap="md">
      <Facet field="model" counts={models} onChosen={onChosen} />
      <Facet field="version" counts={versions} onChosen={onChosen} />
      {standings.length > 1 && <Facet field="standing" counts={standings} onChosen={onChosen} />}
    </Group>
  );
}

type Count = [value: string, devices: number];

function largest(counts: [string | undefined, number][]): Count[] {
  const sums = new Map<string, number>();
  for (const [value, devices] of counts) if (value !== undefined) sums.set(value, (sums.get(value) ?? 0) + devices);
  return [...sums].sort((one, other) => other[1] - one[1]).slice(0, MOST);
}

function Facet({ field, counts, onChosen }: { field: string; counts: Count[]; onChosen: (field: string, value: string) => void }) {
  if (counts.length === 0) return null;
  return (
    <Group gap={4} role="group" aria-label={`Narrow by ${field}`}>
      <Text size="xs" c="dimmed">
        {field}
      </Text>
      {counts.map(([value, devices]) => (
        <Button key={value} size="compact-xs" variant="default" onClick={() => onChosen(field, value)}>
          {value} <Text span size="xs" c="dimmed" ml={4}>{devices.toLocaleString("en")}</Text>
        </Button>
      ))}
    </Group>
  );
}
