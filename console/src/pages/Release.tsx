import { Alert, Anchor, Badge, Button, Card, Grid, Group, Stack, Table, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { modals } from "@mantine/modals";
import { IconRocket } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { ask, get } from "../api/client";
import { quoted } from "../api/filter";
import { useSession } from "../api/session";
import type { Advisory, DevicePage, FirmwarePackage, ReleaseDetail } from "../api/types";
import { AdvisoryDialog } from "../parts/AdvisoryDialog";
import { Ago } from "../parts/Ago";
import { Page } from "../parts/Page";
import { Pairs } from "../parts/Pairs";
import { StateBadge } from "../parts/StateBadge";
import { StepGraph } from "../parts/StepGraph";
import { Loaded } from "../parts/States";
import { sizeOf } from "../parts/UploadDialog";
import { useAction } from "../parts/useAction";

export default function Release() {
  const { model = "", version = "" } = useParams();
  const release = useQuery({
    queryKey: ["release", model, version],
    queryFn: ({ signal }) => get<ReleaseDetail>("/release", { model, version }, signal),
  });
  return <Loaded query={release}>{(data) => <Shown release={data} />}</Loaded>;
}

function Shown({ release }: { release: ReleaseDetail }) {
  return (
    <Page
      title={`${release.model} ${release.version}`}
      above={{ to: "/releases", words: "Releases" }}
      beside={<StateBadge state={release.state} />}
      actions={<Moves release={release} />}
    >
      <Grid>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Card withBorder h="100%">
            <Title order={2} size="h5" mb="xs">
              Release
            </Title>
            <Pairs
              pairs={[
                ["Class", release.updateClass],
                ["Hardware", release.hardware.join(", ") || "all"],
                ["Downgrade", release.allowsDowngrade ? "allowed" : "refused"],
              ]}
            />
            {release.advisory && (
              <Anchor href={release.advisory} target="_blank" rel="noreferrer noopener" size="sm">
                Advisory
              </Anchor>
            )}
            <Sbom sbom={release.sbom} />
            {release.advisories.map((it) => (
              <Alert key={it.id} color={it.says === "affected" ? "red" : "teal"} py={4} mt="xs">
                <Text size="sm">
                  {it.says === "affected" ? "Has " : "Mends "}
                  {it.url ? (
                    <Anchor href={it.url} target="_blank" rel="noreferrer noopener" size="sm" underline="always">
                      {it.id}
                    </Anchor>
                  ) : (
                    it.id
                  )}
                  {it.title && `: ${it.title}`}
                </Text>
              </Alert>
            ))}
            <WriteAdvisory release={release} />
            {release.notes && (
              <Text size="sm" mt="xs" style={{ whiteSpace: "pre-wrap" }}>
                {release.notes}
              </Text>
            )}
            <Text size="xs" c="dimmed" mt="xs" component="div">
              {release.state} since <Ago at={release.since} />
            </Text>
          </Card>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Card withBorder h="100%">
            <Title order={2} size="h5" mb="xs">
              Devices of the model
            </Title>
            <Reach release={release} />
          </Card>
        </Grid.Col>
      </Grid>
      <Card withBorder>
        <Title order={2} size="h5" mb="xs">
          Packages
        </Title>
        <Packages packages={release.packages} />
        <StepGraph release={release} />
      </Card>
    </Page>
  );
}

/** Somebody has learnt of a weakness in this version. */
function WriteAdvisory({ release }: { release: ReleaseDetail }) {
  const { may } = useSession();
  const [isOpen, dialog] = useDisclosure();
  const [edited, setEdited] = useState<Advisory>();
  const open = useAction((id: string) => get<Advisory>(`/advisories/${encodeURIComponent(id)}`), { stale: [], whenDone: setEdited });
  if (!may("release")) return null;
  return (
    <Group gap="xs" mt="xs">
      {release.advisories.map((it) => (
        <Button key={it.id} size="compact-sm" variant="subtle" onClick={() => open.mutate(it.id)}>
          Edit {it.id}
        </Button>
      ))}
      <Button size="compact-sm" variant="subtle" onClick={dialog.open}>
        It has a weakness …
      </Button>
      {isOpen && <AdvisoryDialog model={release.model} version={release.version} close={dialog.close} />}
      {edited && <AdvisoryDialog advisory={edited} close={() => setEdited(undefined)} />}
    </Group>
  );
}

/** What its software is made of: the server keeps where that is written, and not the list. */
function Sbom({ sbom }: { sbom: ReleaseDetail["sbom"] }) {
  if (!sbom)
    return (
      <Text size="xs" c="dimmed" mt="xs">
        No SBOM was given
      </Text>
    );
  const name = sbom.format === "spdx" ? "SPDX" : "CycloneDX";
  return (
    <Text size="sm" mt="xs" component="div">
      {sbom.url ? (
        <Anchor href={sbom.url} target="_blank" rel="noreferrer noopener" size="sm">
          SBOM ({name})
        </Anchor>
      ) : (
        `SBOM (${name})`
      )}
      {sbom.sha256 && (
        <Text size="xs" className="mono" style={{ overflowWrap: "anywhere" }}>
          SHA-256 {sbom.sha256}
        </Text>
      )}
    </Text>
  );
}

/** How many of its model run it, and how many do not. */
function Reach({ release }: { release: ReleaseDetail }) {
  const count = (filter: string) => ({
    queryKey: ["devices", filter, "count"],
    queryFn: ({ signal }: { signal: AbortSignal }) => get<DevicePage>("/devices", { filter, limit: 1, count: true }, signal),
  });
  const model = `model==${quoted(release.model)}`;
  const running = `${model};version==${quoted(release.version)}`;
  const others = `${model};version!=${quoted(release.version)}`;
  const there = useQuery(count(running));
  const missing = useQuery(count(others));
  const line = (filter: string, total: number | undefined, words: string) => (
    <Text size="sm">
      <Anchor component={Link} to={`/devices?filter=${encodeURIComponent(filter)}`} size="sm">
        {total === undefined ? "…" : total.toLocaleString("en")} devices
      </Anchor>{" "}
      {words}
    </Text>
  );
  return (
    <Stack gap={4}>
      {line(running, there.data?.total, "run it")}
      {line(others, missing.data?.total, "do not")}
    </Stack>
  );
}

function Packages({ packages }: { packages: FirmwarePackage[] }) {
  if (packages.length === 0) return <Alert color="yellow">It has no package yet: no device can get it.</Alert>;
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Package</Table.Th>
            <Table.Th>From</Table.Th>
            <Table.Th ta="right">Size</Table.Th>
            <Table.Th>Signature</Table.Th>
            <Table.Th>SHA-256</Table.Th>
            <Table.Th>Added</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {packages.map((it) => (
            <Table.Tr key={it.id}>
              <Table.Td>{it.id}</Table.Td>
              <Table.Td>{it.fromVersion ?? "any version"}</Table.Td>
              <Table.Td ta="right">{sizeOf(it.size)}</Table.Td>
              <Table.Td>
                <Badge variant="light" color={it.signed ? "teal" : "yellow"}>
                  {it.signed ? "signed" : "unsigned"}
                </Badge>
              </Table.Td>
              <Table.Td className="mono" fz="xs" style={{ overflowWrap: "anywhere" }}>
                {it.sha256}
              </Table.Td>
              <Table.Td>
                <Ago at={it.added} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

type Move = "test" | "release" | "draft" | "withdraw";

/** What may follow each state. */
const NEXT: Record<ReleaseDetail["state"], { move: Move; words: string; isMain?: boolean }[]> = {
  draft: [{ move: "test", words: "It is tested", isMain: true }],
  tested: [
    { move: "release", words: "Release it", isMain: true },
    { move: "draft", words: "Back to draft" },
  ],
  released: [],
  withdrawn: [],
};

function Moves({ release }: { release: ReleaseDetail }) {
  const { may } = useSession();
  const act = useAction(
    (move: Move) =>
      ask(`/release/${move}`, {
        query: { model: release.model, version: release.version },
        headers: { "If-Match": `"${release.revision}"` },
      }),
    {
      done: (outcome) => (outcome === "asked" ? "It was asked for: a second person has to agree" : "Done"),
      stale: [["release"], ["releases"], ["campaigns"], ["approvals"]],
    },
  );
  const withdraw = () =>
    modals.openConfirmModal({
      title: `Withdraw ${release.model} ${release.version}?`,
      children: <Text size="sm">For ever. What has not begun is stopped, and campaigns of this release pause; devices that run it keep it.</Text>,
      labels: { confirm: "Withdraw for ever", cancel: "Cancel" },
      confirmProps: { color: "red" },
      onConfirm: () => act.mutate("withdraw"),
    });
  return (
    <Group gap="xs">
      {may("operate") && release.state === "released" && (
        <Button
          component={Link}
          to={`/campaigns/new?model=${encodeURIComponent(release.model)}&version=${encodeURIComponent(release.version)}`}
          leftSection={<IconRocket size={16} aria-hidden />}
        >
          Roll out
        </Button>
      )}
      {may("release") &&
        NEXT[release.state].map(({ move, words, isMain }) => (
          <Button key={move} variant={isMain ? "filled" : "default"} onClick={() => act.mutate(move)} loading={act.isPending}>
            {words}
          </Button>
        ))}
      {may("release") && release.state !== "withdrawn" && (
        <Button variant="subtle" color="red" onClick={withdraw}>
          Withdraw …
        </Button>
      )}
    </Group>
  );
}
