import { Anchor, Card, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { get } from "../api/client";
import type { Advisory } from "../api/types";
import { Empty, Loaded } from "./States";

/** The versions that have a weakness somebody has told of, and how many devices run one of them. */
export function AdvisoriesPanel() {
  const advisories = useQuery({
    queryKey: ["advisories"],
    queryFn: ({ signal }) => get<{ advisories: Advisory[] }>("/advisories", {}, signal),
  });
  return (
    <Card withBorder>
      <Title order={2} size="h5" mb="xs">
        Advisories
      </Title>
      <Loaded query={advisories} lines={3}>
        {({ advisories: all }) =>
          all.length === 0 ? (
            <Empty title="No advisory is known">
              An advisory says which versions have a weakness: <code>fumarole advisory put CVE-2026-1234 --affects MODEL VERSION</code>
            </Empty>
          ) : (
            <Table.ScrollContainer minWidth={640}>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Advisory</Table.Th>
                    <Table.Th>What it is</Table.Th>
                    <Table.Th>Versions that have it</Table.Th>
                    <Table.Th>Mended in</Table.Th>
                    <Table.Th>Devices</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {all.map((it) => (
                    <Row key={it.id} advisory={it} />
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )
        }
      </Loaded>
    </Card>
  );
}

function versions(advisory: Advisory, which: "affected" | "fixed"): string {
  return advisory.models
    .filter((it) => (it[which] ?? []).length > 0)
    .map((it) => `${it.model} ${(it[which] ?? []).join(", ")}`)
    .join("; ");
}

function Row({ advisory }: { advisory: Advisory }) {
  const counted = useQuery({
    queryKey: ["advisories", advisory.id],
    queryFn: ({ signal }) => get<Advisory>(`/advisories/${encodeURIComponent(advisory.id)}`, {}, signal),
  });
  const { devices, unread } = counted.data ?? {};
  return (
    <Table.Tr>
      <Table.Td style={{ whiteSpace: "nowrap" }}>
        {advisory.url ? (
          <Anchor href={advisory.url} target="_blank" rel="noreferrer noopener" size="sm">
            {advisory.id}
          </Anchor>
        ) : (
          advisory.id
        )}
      </Table.Td>
      <Table.Td>{advisory.title}</Table.Td>
      <Table.Td>{versions(advisory, "affected")}</Table.Td>
      <Table.Td>{versions(advisory, "fixed")}</Table.Td>
      <Table.Td>
        <Anchor component={Link} to={`/devices?filter=${encodeURIComponent(`advisory==${advisory.id}`)}`} size="sm">
          {devices === undefined ? "…" : devices.toLocaleString("en")} devices
        </Anchor>
        {!!unread && (
          <Text size="xs" c="dimmed">
            of {unread.toLocaleString("en")} no version is known
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
