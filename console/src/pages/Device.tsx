import { Alert, Anchor, Badge, Card, Grid, Group, SimpleGrid, Stack, Table, Tabs, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearchParams } from "react-router";
import { get } from "../api/client";
import { useSession } from "../api/session";
import type { Deployment, DeviceDetail, EventEntry, SessionEntry, Why } from "../api/types";
import { Ago } from "../parts/Ago";
import { CancelDeployment } from "../parts/CancelDeployment";
import { ConformancePanel } from "../parts/ConformancePanel";
import { DossierButton } from "../parts/DossierButton";
import { DeviceActions } from "../parts/DeviceActions";
import { Named } from "../parts/Named";
import { NodeBrowser } from "../parts/NodeBrowser";
import { Page } from "../parts/Page";
import { Pairs } from "../parts/Pairs";
import { sessionAt } from "../parts/sessions";
import { StageLine } from "../parts/StageLine";
import { StateBadge } from "../parts/StateBadge";
import { Empty, Loaded } from "../parts/States";

export default function Device() {
  const { id = "" } = useParams();
  const { may } = useSession();
  const [parameters, setParameters] = useSearchParams();
  const path = `/devices/${encodeURIComponent(id)}`;
  const device = useQuery({ queryKey: ["device", id], queryFn: ({ signal }) => get<DeviceDetail>(path, {}, signal) });
  return (
    <Loaded query={device}>
      {(data) => (
        <Page
          title={data.id}
          above={{ to: "/devices", words: "Devices" }}
          beside={<StateBadge state={data.standing} />}
          actions={
            <>
              <DeviceActions device={data} />
              {may("approve") && <DossierButton path={path} />}
            </>
          }
        >
          <WhyNot id={id} />
          <Grid>
            <Grid.Col span={{ base: 12, md: 5 }}>
              <Identity device={data} />
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 7 }}>
              <Current id={id} />
            </Grid.Col>
          </Grid>
          <Tabs
            value={parameters.get("tab") ?? "sessions"}
            onChange={(tab) => setParameters(tab === null || tab === "sessions" ? {} : { tab }, { replace: true })}
            keepMounted={false}
          >
            <Tabs.List>
              <Tabs.Tab value="sessions">Sessions</Tabs.Tab>
              <Tabs.Tab value="history">History</Tabs.Tab>
              <Tabs.Tab value="nodes">Nodes</Tabs.Tab>
              <Tabs.Tab value="inventory">Inventory</Tabs.Tab>
              <Tabs.Tab value="prove">Prove</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="sessions" pt="sm">
              <Sessions id={id} />
            </Tabs.Panel>
            <Tabs.Panel value="history" pt="sm">
              <History id={id} />
            </Tabs.Panel>
            <Tabs.Panel value="nodes" pt="sm">
              <NodeBrowser device={id} />
            </Tabs.Panel>
            <Tabs.Panel value="inventory" pt="sm">
              <Pairs pairs={Object.entries(data.inventory)} />
            </Tabs.Panel>
            <Tabs.Panel value="prove" pt="sm">
              <ConformancePanel device={data} />
            </Tabs.Panel>
          </Tabs>
        </Page>
      )}
    </Loaded>
  );
}

/** Why the device is where it is, campaign by campaign, in the server's words. */
function WhyNot({ id }: { id: string }) {
  const why = useQuery({
    queryKey: ["device", id, "why"],
    queryFn: ({ signal }) => get<Why>(`/devices/${encodeURIComponent(id)}/why`, {}, signal),
  });
  const answers = why.data?.answers ?? [];
  if (answers.length === 0) return null;
  return (
    <Stack gap="xs">
      {answers.map((it, index) => (
        <Alert key={index} color={toneOf(it.kind)} py="xs">
          <Group justify="space-between" gap="xs">
            <Text size="sm">
              {it.campaign && (
                <Anchor component={Link} to={`/campaigns/${it.campaign}`} size="sm" c="inherit" underline="always">
                  {it.name ?? it.campaign}
                </Anchor>
              )}
              {it.campaign && ": "}
              <Named text={it.why} />
            </Text>
            {it.other && <CancelDeployment deployment={it.other.deployment} device={id} campaign={it.other.name} />}
          </Group>
        </Alert>
      ))}
    </Stack>
  );
}

function toneOf(kind: string): string {
  if (kind === "done") return "teal";
  return kind === "failed" ? "red" : "gray";
}

function Identity({ device }: { device: DeviceDetail }) {
  const pairs: [string, string | undefined][] = [
    ["Manufacturer", device.inventory["Man"]],
    ["Model", device.model],
    ["Version", device.version],
    ["Hardware", device.inventory["HwV"]],
    ["Profile", device.profile],
    ["Address", device.address],
    ["Certificate", device.certificate],
    ["Firmware object", device.object?.root],
    ["Its state", device.object?.state === undefined ? undefined : `${device.object.state} ${device.object.stateName ?? ""}`],
    ["It offers", device.object?.parts.join(", ")],
    ["New secrets", device.rotation && `${device.rotation.state}: ${device.rotation.why}`],
  ];
  return (
    <Card withBorder h="100%">
      <Title order={2} size="h5" mb="xs">
        Identity
      </Title>
      <Pairs pairs={pairs.filter((it): it is [string, string] => it[1] !== undefined)} />
      <Group gap={4} mt="xs">
        {Object.entries(device.labels).map(([name, value]) => (
          <Badge key={name} variant="default" tt="none">
            {name}={value}
          </Badge>
        ))}
      </Group>
      <Text size="xs" c="dimmed" mt="xs" component="div">
        Known since <Ago at={device.firstSeen} />, last seen <Ago at={device.lastSeen} />
      </Text>
    </Card>
  );
}

function useDeployments(id: string) {
  return useQuery({
    queryKey: ["deployments", id],
    queryFn: ({ signal }) => get<{ deployments: Deployment[] }>("/deployments", { device: id, limit: 50 }, signal),
  });
}

function Current({ id }: { id: string }) {
  const deployments = useDeployments(id);
  return (
    <Card withBorder h="100%">
      <Title order={2} size="h5" mb="xs">
        Update
      </Title>
      <Loaded query={deployments} lines={4}>
        {({ deployments: all }) => {
          const latest = all.find((it) => !it.ended) ?? all[0];
          return latest ? <Latest deployment={latest} /> : <Empty title="Nothing was ordered for this device yet" />;
        }}
      </Loaded>
    </Card>
  );
}

function Latest({ deployment }: { deployment: Deployment }) {
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text size="sm">
          To <b>{deployment.toVersion}</b> with package {deployment.package}
        </Text>
        <StateBadge state={deployment.state} />
      </Group>
      <StageLine deployment={deployment} />
      <Text size="sm">
        <Named text={deployment.reason} />
      </Text>
      {deployment.choice && (
        <Text size="xs" c="dimmed">
          Why this way: {deployment.choice}
        </Text>
      )}
      <Text size="xs" c="dimmed" component="div">
        In this state since <Ago at={deployment.since} />
        {!deployment.ended && (
          <>
            , to be done <Ago at={deployment.deadline} mayBeAhead />
          </>
        )}
      </Text>
      {!deployment.ended && (
        <div>
          <CancelDeployment deployment={deployment.id} device={deployment.device} />
        </div>
      )}
    </Stack>
  );
}

function useSessions(id: string) {
  return useQuery({
    queryKey: ["sessions", id],
    queryFn: ({ signal }) => get<{ sessions: SessionEntry[] }>("/sessions", { device: id, limit: 100 }, signal),
  });
}

function Sessions({ id }: { id: string }) {
  const sessions = useSessions(id);
  return (
    <Loaded query={sessions}>
      {({ sessions: all }) =>
        all.length === 0 ? (
          <Empty title="No session is kept">The device has not called, or its sessions are older than what the server keeps.</Empty>
        ) : (
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
            {all.map((it) => (
              <Card key={it.session} withBorder p="xs" component={Link} to={`/sessions/${it.session}`} aria-label={`Session ${it.sessionId}`}>
                <Group justify="space-between">
                  <Text size="sm" className="mono">
                    Session {it.sessionId}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {it.messages} messages
                  </Text>
                </Group>
                <Text size="xs" c="dimmed" component="div">
                  <Ago at={it.last} />
                </Text>
              </Card>
            ))}
          </SimpleGrid>
        )
      }
    </Loaded>
  );
}

function History({ id }: { id: string }) {
  const sessions = useSessions(id).data?.sessions ?? [];
  const events = useQuery({
    queryKey: ["events", id],
    queryFn: ({ signal }) => get<{ events: EventEntry[] }>("/events", { device: id, limit: 200 }, signal),
  });
  return (
    <Loaded query={events}>
      {({ events: all }) =>
        all.length === 0 ? (
          <Empty title="Nothing has happened yet" />
        ) : (
          <Table.ScrollContainer minWidth={520}>
            <Table verticalSpacing={4}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th w={140}>When</Table.Th>
                  <Table.Th w={140}>What</Table.Th>
                  <Table.Th>In words</Table.Th>
                  <Table.Th w={110}>Said in</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {[...all].reverse().map((it, index) => (
                  <Table.Tr key={index}>
                    <Table.Td>
                      <Ago at={it.at} />
                    </Table.Td>
                    <Table.Td>{it.kind}</Table.Td>
                    <Table.Td>
                      <Named text={it.text} />
                    </Table.Td>
                    <Table.Td>
                      <SaidIn session={sessionAt(sessions, it.at)} at={it.at} />
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

/** The message in which it came up; what the server did by itself has none. */
function SaidIn({ session, at }: { session: SessionEntry | undefined; at: string }) {
  if (!session) return null;
  return (
    <Anchor component={Link} to={`/sessions/${session.session}?at=${encodeURIComponent(at)}`} size="sm">
      session {session.sessionId}
    </Anchor>
  );
}
