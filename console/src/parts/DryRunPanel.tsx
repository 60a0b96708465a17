import { Alert, Button, Card, Group, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { get } from "../api/client";
import type { DryRun, PhaseView } from "../api/types";
import { Ago } from "./Ago";
import { Named } from "./Named";
import { sizeOf } from "./PhaseCard";
import { Failed, Loaded } from "./States";
import { WideTable } from "./WideTable";

/** Whom a draft would reach with what, and whom not, and why. */
export function DryRunPanel({ id, first, order }: { id: string; first: PhaseView | undefined; order: string }) {
  const dryRun = useQuery({
    queryKey: ["campaign", id, "dry-run"],
    queryFn: ({ signal }) => get<DryRun>(`/campaigns/${encodeURIComponent(id)}/dry-run`, {}, signal),
    staleTime: 60_000,
  });
  return (
    <Card withBorder>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          Dry run
        </Title>
        <Button size="xs" variant="default" onClick={() => void dryRun.refetch()} loading={dryRun.isFetching}>
          Run again
        </Button>
      </Group>
      {dryRun.isError ? <Failed problem={dryRun.error} /> : <Loaded query={dryRun}>{(data) => <Outcome dryRun={data} first={first} order={order} />}</Loaded>}
    </Card>
  );
}

/** Of how many are chosen, and how. */
const CHOICE: Record<string, string> = {
  hashed: "spread over all of them by a hash of their ids: they are known once it has started",
  given: "the first by their ids",
};

function Outcome({ dryRun, first, order }: { dryRun: DryRun; first: PhaseView | undefined; order: string }) {
  const reached = dryRun.groups.reduce((sum, it) => sum + (it.package ? it.devices : 0), 0);
  const size = first && sizeOf(first, reached);
  return (
    <>
      <Text size="sm" mb="xs">
        {dryRun.words}
      </Text>
      {first && size !== undefined && (
        <Text size="sm" mb="xs">
          Its first phase, {first.name}, takes <b>{size.toLocaleString("en")}</b> of {reached.toLocaleString("en")}
          {CHOICE[order] && `, ${CHOICE[order]}`}.
        </Text>
      )}
      {dryRun.calls && (
        <Text size="sm" mb="xs">
          The last of them called <Ago at={dryRun.calls.latest} />
          {dryRun.calls.silent > 0 && (
            <>
              ; {dryRun.calls.silent.toLocaleString("en")} called last <Ago at={dryRun.calls.silentBefore} /> or earlier
            </>
          )}
          .
        </Text>
      )}
      {dryRun.warnings.map((it) => (
        <Alert key={it} color="yellow" py="xs" mb="xs">
          <Named text={it} />
        </Alert>
      ))}
      <WideTable label="Groups of devices" minWidth={560}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th ta="right">Devices</Table.Th>
            <Table.Th>Run</Table.Th>
            <Table.Th>Get</Table.Th>
            <Table.Th>Why</Table.Th>
            <Table.Th>Such as</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {dryRun.groups.map((it, index) => (
            <Table.Tr key={index}>
              <Table.Td ta="right">{it.devices.toLocaleString("en")}</Table.Td>
              <Table.Td>{it.version ?? "not told"}</Table.Td>
              <Table.Td>{it.package ?? <Text span size="sm" c="dimmed">nothing</Text>}</Table.Td>
              <Table.Td>{it.why}</Table.Td>
              <Table.Td className="mono" fz="xs">
                {it.examples.slice(0, 3).join(", ")}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </>
  );
}
