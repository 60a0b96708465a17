import { Anchor, Button, Card, Group, Table, Text, Title } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { get, send } from "../api/client";
import { useSession } from "../api/session";
import type { Advisory } from "../api/types";
import { AdvisoryDialog } from "./AdvisoryDialog";
import { Empty, Loaded } from "./States";
import { useAction } from "./useAction";

/** The versions that have a weakness somebody has told of, and how many devices run one of them. */
export function AdvisoriesPanel() {
  const { may } = useSession();
  const [edited, setEdited] = useState<Advisory | "new">();
  const advisories = useQuery({
    queryKey: ["advisories"],
    queryFn: ({ signal }) => get<{ advisories: Advisory[] }>("/advisories", {}, signal),
  });
  return (
    <Card withBorder>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          Advisories
        </Title>
        {may("release") && (
          <Button size="xs" variant="default" onClick={() => setEdited("new")}>
            Write an advisory
          </Button>
        )}
      </Group>
      {edited && <AdvisoryDialog {...(edited === "new" ? {} : { advisory: edited })} close={() => setEdited(undefined)} />}
      <Loaded query={advisories} lines={3}>
        {({ advisories: all }) =>
          all.length === 0 ? (
            <Empty title="No advisory is known">
              An advisory says which versions have a weakness, and which devices run them is known from then on.
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
                    {may("release") && <Table.Th>Change</Table.Th>}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {all.map((it) => (
                    <Row key={it.id} advisory={it} edit={may("release") ? () => setEdited(it) : undefined} />
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

function Row({ advisory, edit }: { advisory: Advisory; edit: (() => void) | undefined }) {
  const counted = useQuery({
    queryKey: ["advisories", advisory.id],
    queryFn: ({ signal }) => get<Advisory>(`/advisories/${encodeURIComponent(advisory.id)}`, {}, signal),
  });
  const { devices, unread } = counted.data ?? {};
  const remove = useAction(() => send("DELETE", `/advisories/${encodeURIComponent(advisory.id)}`), {
    done: `${advisory.id} is removed`,
    stale: [["advisories"], ["release"]],
  });
  const confirm = () =>
    modals.openConfirmModal({
      title: `Remove ${advisory.id}?`,
      children: <Text size="sm">Nobody is told any more which devices have it. Nothing is done to devices.</Text>,
      labels: { confirm: "Remove it", cancel: "Leave it" },
      confirmProps: { color: "red" },
      onConfirm: () => remove.mutate(),
    });
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
      {edit && (
        <Table.Td style={{ whiteSpace: "nowrap" }}>
          <Button size="compact-xs" variant="subtle" onClick={edit} aria-label={`Edit ${advisory.id}`}>
            Edit
          </Button>
          <Button size="compact-xs" variant="subtle" color="red" onClick={confirm} aria-label={`Remove ${advisory.id}`}>
            Remove
          </Button>
        </Table.Td>
      )}
    </Table.Tr>
  );
}
