import { Anchor, Card, Grid, Group, Progress, SimpleGrid, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { get } from "../api/client";
import { quoted } from "../api/filter";
import type { CampaignEntry, Overview as Numbers, SessionEntry } from "../api/types";
import { Ago } from "../parts/Ago";
import { Approvals } from "../parts/Approvals";
import { Named } from "../parts/Named";
import { Page } from "../parts/Page";
import { Causes, ResultBars } from "../parts/Results";
import { StateBadge } from "../parts/StateBadge";
import { Empty, Loaded } from "../parts/States";

export function Overview() {
  const numbers = useQuery({ queryKey: ["overview"], queryFn: ({ signal }) => get<Numbers>("/overview", {}, signal) });
  return (
    <Page title="Overview">
      <Loaded query={numbers} lines={10}>
        {(data) => (
          <>
            <Approvals />
            <Attention numbers={data} />
            <Figures numbers={data} />
            <Grid>
              <Grid.Col span={{ base: 12, md: 7 }}>
                <Panel title="Campaigns">
                  <Campaigns />
                </Panel>
              </Grid.Col>
              <Grid.Col span={{ base: 12, md: 5 }}>
                <Panel title="Models and versions">
                  <Models numbers={data} />
                </Panel>
              </Grid.Col>
              <Grid.Col span={{ base: 12, md: 7 }}>
                <Panel title="Results of the last 14 days">
                  <ResultBars overview={data} />
                </Panel>
              </Grid.Col>
              <Grid.Col span={{ base: 12, md: 5 }}>
                <Panel title="What did not succeed">
                  <Causes overview={data} />
                </Panel>
              </Grid.Col>
              <Grid.Col span={12}>
                <Panel title="Latest sessions">
                  <LatestSessions />
                </Panel>
              </Grid.Col>
            </Grid>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card withBorder h="100%">
      <Title order={2} size="h5" mb="sm">
        {title}
      </Title>
      {children}
    </Card>
  );
}

function countOf(numbers: Numbers, standing: string): number {
  return numbers.standings.find((it) => it.standing === standing)?.devices ?? 0;
}

/** What somebody should look at, each with where to look. */
function Attention({ numbers }: { numbers: Numbers }) {
  const campaigns = useCampaigns();
  const paused = campaigns.data?.campaigns.filter((it) => it.state === "paused") ?? [];
  const pending = countOf(numbers, "pending");
  const quarantined = countOf(numbers, "quarantined");
  const lines: ReactNode[] = [
    ...paused.map((it) => (
      <>
        <Anchor component={Link} to={`/campaigns/${it.id}`} size="sm" underline="always">
          {it.name || it.id}
        </Anchor>{" "}
        is paused: <Named text={it.reason} />
      </>
    )),
    ...(pending > 0 ? [<DevicesThat key="pending" count={pending} standing="pending" words="wait to be taken in" />] : []),
    ...(quarantined > 0 ? [<DevicesThat key="quarantined" count={quarantined} standing="quarantined" words="are in quarantine" />] : []),
  ];
  if (lines.length === 0) return null;
  return (
    <Card withBorder style={{ borderLeft: "4px solid var(--mantine-color-yellow-6)" }}>
      <Title order={2} size="h5" mb={4}>
        Needs attention
      </Title>
      <Stack gap={2}>
        {lines.map((it, index) => (
          <Text key={index} size="sm">
            {it}
          </Text>
        ))}
      </Stack>
    </Card>
  );
}

function DevicesThat({ count, standing, words }: { count: number; standing: string; words: string }) {
  return (
    <>
      <Anchor component={Link} to={`/devices?filter=standing==${standing}`} size="sm" underline="always">
        {count.toLocaleString("en")} {count === 1 ? "device" : "devices"}
      </Anchor>{" "}
      {words}
    </>
  );
}

function Figures({ numbers }: { numbers: Numbers }) {
  const open = numbers.open.reduce((sum, it) => sum + it.deployments, 0);
  const today = numbers.at.slice(0, 10);
  const ended = (state: string) =>
    numbers.results.filter((it) => it.state === state && it.day.startsWith(today)).reduce((sum, it) => sum + it.deployments, 0);
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }}>
      <Figure value={numbers.devices} words="devices" to="/devices" />
      <Figure value={open} words="updates under way" />
      <Figure value={ended("succeeded")} words="succeeded today (UTC)" />
      <Figure value={ended("failed")} words="failed today (UTC)" />
    </SimpleGrid>
  );
}

function Figure({ value, words, to }: { value: number; words: string; to?: string }) {
  const label = (
    <Text size="sm" c="dimmed">
      {words}
    </Text>
  );
  return (
    <Card withBorder py="sm">
      <Text size="xl" fw={700}>
        {value.toLocaleString("en")}
      </Text>
      {to ? (
        <Anchor component={Link} to={to} size="sm">
          {words}
        </Anchor>
      ) : (
        label
      )}
    </Card>
  );
}

function useCampaigns() {
  return useQuery({
    queryKey: ["campaigns"],
    queryFn: ({ signal }) => get<{ campaigns: CampaignEntry[] }>("/campaigns", { limit: 50 }, signal),
  });
}

function Campaigns() {
  const campaigns = useCampaigns();
  return (
    <Loaded query={campaigns} lines={3}>
      {({ campaigns: all }) =>
        all.length === 0 ? (
          <Empty title="No campaigns yet">A campaign puts a release on many devices, in phases.</Empty>
        ) : (
          <Stack gap="xs">
            {all.slice(0, 6).map((it) => (
              <Group key={it.id} justify="space-between" wrap="nowrap" align="flex-start">
                <div style={{ minWidth: 0 }}>
                  <Anchor component={Link} to={`/campaigns/${it.id}`} size="sm" fw={600}>
                    {it.name || it.id}
                  </Anchor>
                  <Text size="xs" c="dimmed" lineClamp={2}>
                    {it.model} {it.version} · <Named text={it.reason} />
                  </Text>
                </div>
                <StateBadge state={it.state} />
              </Group>
            ))}
          </Stack>
        )
      }
    </Loaded>
  );
}

function Models({ numbers }: { numbers: Numbers }) {
  if (numbers.models.length === 0)
    return (
      <Text size="sm" c="dimmed">
        No device in service yet.
      </Text>
    );
  const most = Math.max(...numbers.models.map((it) => it.devices));
  return (
    <Table verticalSpacing={4}>
      <Table.Tbody>
        {numbers.models.slice(0, 8).map(({ model, version, devices }) => (
          <Table.Tr key={`${model} ${version}`}>
            <Table.Td>
              <Anchor component={Link} size="sm" to={`/devices?filter=${encodeURIComponent(filterOf(model, version))}`}>
                {model ?? "model not told"} {version ?? ""}
              </Anchor>
              <Progress value={(100 * devices) / most} size="xs" mt={2} aria-hidden />
            </Table.Td>
            <Table.Td ta="right" w={80}>
              {devices.toLocaleString("en")}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function filterOf(model?: string, version?: string): string {
  const part = (field: string, value?: string) => (value === undefined ? `${field}!=*` : `${field}==${quoted(value)}`);
  return `${part("model", model)};${part("version", version)}`;
}

function LatestSessions() {
  const sessions = useQuery({
    queryKey: ["sessions", "", "latest"],
    queryFn: ({ signal }) => get<{ sessions: SessionEntry[] }>("/sessions", { limit: 8 }, signal),
  });
  return (
    <Loaded query={sessions} lines={4}>
      {({ sessions: all }) =>
        all.length === 0 ? (
          <Empty title="No device has called yet" />
        ) : (
          <Table.ScrollContainer minWidth={480}>
            <Table verticalSpacing={4}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Device</Table.Th>
                  <Table.Th>Session</Table.Th>
                  <Table.Th>Messages</Table.Th>
                  <Table.Th>Last message</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {all.map((it) => (
                  <Table.Tr key={it.session}>
                    <Table.Td>
                      <Anchor component={Link} to={`/devices/${encodeURIComponent(it.device)}`} size="sm" className="mono">
                        {it.device}
                      </Anchor>
                    </Table.Td>
                    <Table.Td>
                      <Anchor component={Link} to={`/sessions/${it.session}`} size="sm" className="mono" aria-label={`Session ${it.sessionId} of ${it.device}`}>
                        {it.sessionId}
                      </Anchor>
                    </Table.Td>
                    <Table.Td>{it.messages}</Table.Td>
                    <Table.Td>
                      <Ago at={it.last} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )
      }
    </Loaded>
  );
}
