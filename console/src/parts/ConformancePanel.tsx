import { Alert, Anchor, Group, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get } from "../api/client";
import { useSession } from "../api/session";
import type { ConformanceRunSummary, DeviceDetail } from "../api/types";
import { Ago } from "./Ago";
import { ConformanceChoice } from "./ConformanceChoice";
import { ConformanceRun } from "./ConformanceRun";
import { StateBadge } from "./StateBadge";
import { Empty, Loaded } from "./States";

/** The conformance kit against this device: the run that is on, or what to play; and what earlier runs have found. */
export function ConformancePanel({ device }: { device: DeviceDetail }) {
  const { may } = useSession();
  const [shown, setShown] = useState<string>();
  const runs = useQuery({
    queryKey: ["conformance-runs", device.id],
    queryFn: ({ signal }) => get<{ runs: ConformanceRunSummary[] }>(`/devices/${encodeURIComponent(device.id)}/conformance-runs`, {}, signal),
  });
  return (
    <Loaded query={runs}>
      {({ runs: all }) => {
        const open = all.find((it) => !it.ended);
        const wanted = open?.run ?? shown;
        return (
          <Stack>
            {wanted && <ConformanceRun key={wanted} run={wanted} device={device} />}
            {!open && may("operate") && <ConformanceChoice device={device} onBegun={setShown} />}
            {!open && !may("operate") && all.length === 0 && <Alert color="gray">Your role does not allow to have it judged.</Alert>}
            {(!open || all.length > 1) && <Earlier runs={all.filter((it) => it.ended)} shown={wanted} onShow={setShown} />}
          </Stack>
        );
      }}
    </Loaded>
  );
}

function Earlier({ runs, shown, onShow }: { runs: ConformanceRunSummary[]; shown: string | undefined; onShow: (run: string) => void }) {
  return (
    <section aria-label="Earlier runs">
      <Title order={2} size="h6" mb="xs">
        Earlier runs
      </Title>
      {runs.length === 0 ? (
        <Empty title="The device was not judged yet">The kit plays a server to it, case by case, and keeps every message as evidence.</Empty>
      ) : (
        <Table.ScrollContainer minWidth={520}>
          <Table verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={130}>Begun</Table.Th>
                <Table.Th w={110}>State</Table.Th>
                <Table.Th>Found</Table.Th>
                <Table.Th w={140}>For</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {runs.map((it) => (
                <Table.Tr key={it.run}>
                  <Table.Td>
                    <Anchor component="button" type="button" size="sm" underline="always" aria-pressed={it.run === shown} onClick={() => onShow(it.run)}>
                      <Ago at={it.started} />
                    </Anchor>
                  </Table.Td>
                  <Table.Td>
                    <StateBadge state={it.state} />
                  </Table.Td>
                  <Table.Td>
                    <Text size="sm">{countsInWords(it)}</Text>
                    {it.end && (
                      <Text size="xs" c="dimmed">
                        Ended early: {it.end}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td>
                    <Group gap={4}>{it.by}</Group>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  );
}

function countsInWords({ counts }: ConformanceRunSummary): string {
  return `${counts.pass} passed, ${counts.fail} failed, ${counts["not-applicable"]} not applicable, ${counts.inconclusive} inconclusive`;
}
