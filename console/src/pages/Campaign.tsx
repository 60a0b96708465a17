import { Alert, Anchor, Button, Card, Grid, Group, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { IconFileTypeCsv, IconReport } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { address, get, send } from "../api/client";
import { useSession } from "../api/session";
import type { CampaignDetail, CampaignDevice, MemberPage } from "../api/types";
import { Ago, moment, span } from "../parts/Ago";
import { CampaignActions } from "../parts/CampaignActions";
import { Course } from "../parts/Course";
import { DossierButton } from "../parts/DossierButton";
import { DryRunPanel } from "../parts/DryRunPanel";
import { LongTable, type Column } from "../parts/LongTable";
import { Named } from "../parts/Named";
import { Page } from "../parts/Page";
import { Pairs } from "../parts/Pairs";
import { PhaseCard } from "../parts/PhaseCard";
import { RehearsalPanel } from "../parts/RehearsalPanel";
import { StateBadge } from "../parts/StateBadge";
import { Empty, Loaded } from "../parts/States";
import { useAction } from "../parts/useAction";

export default function Campaign() {
  const { id = "" } = useParams();
  const campaign = useQuery({
    queryKey: ["campaign", id],
    queryFn: ({ signal }) => get<CampaignDetail>(`/campaigns/${encodeURIComponent(id)}`, {}, signal),
  });
  return <Loaded query={campaign}>{(data) => <Shown campaign={data} />}</Loaded>;
}

function Shown({ campaign }: { campaign: CampaignDetail }) {
  return (
    <Page
      title={campaign.name}
      above={{ to: "/campaigns", words: "Campaigns" }}
      beside={<StateBadge state={campaign.state} />}
      actions={
        <>
          <CampaignActions campaign={campaign} />
          {campaign.state !== "draft" && <Reports id={campaign.id} />}
        </>
      }
    >
      <Alert color={campaign.state === "paused" ? "yellow" : "gray"} py="xs">
        <Text size="sm">
          <Named text={campaign.reason} />
        </Text>
      </Alert>
      <Grid>
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="sm">
            {campaign.phases.map((phase, index) => (
              <PhaseCard
                key={phase.name}
                phase={phase}
                isLast={index === campaign.phases.length - 1}
                isCurrent={phase.name === campaign.phase && !campaign.ended}
                members={campaign.members}
              />
            ))}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Plan campaign={campaign} />
        </Grid.Col>
      </Grid>
      {campaign.state !== "draft" && <Course campaign={campaign} />}
      {campaign.state === "draft" ? (
        <>
          <DryRunPanel id={campaign.id} first={campaign.phases[0]} order={campaign.order} />
          <RehearsalPanel id={campaign.id} />
        </>
      ) : (
        <Members campaign={campaign} />
      )}
    </Page>
  );
}

function Reports({ id }: { id: string }) {
  const { may } = useSession();
  const path = `/campaigns/${encodeURIComponent(id)}/report`;
  return (
    <>
      {may("approve") && <DossierButton path={`/campaigns/${encodeURIComponent(id)}`} />}
      <Button component="a" href={address(path, { format: "html" })} target="_blank" variant="default" leftSection={<IconReport size={16} aria-hidden />}>
        Report
      </Button>
      <Button component="a" href={address(path, { format: "csv" })} download variant="default" leftSection={<IconFileTypeCsv size={16} aria-hidden />}>
        CSV
      </Button>
    </>
  );
}

function Plan({ campaign }: { campaign: CampaignDetail }) {
  const { pace } = campaign;
  const pairs: [string, string | undefined][] = [
    ["Release", `${campaign.model} ${campaign.version}`],
    ["Filter", campaign.filter || "all of the model"],
    ["Members", campaign.started && `${campaign.members.toLocaleString("en")}, ${campaign.waiting.toLocaleString("en")} not taken yet`],
    ["New devices", campaign.dynamic ? "join" : "do not join"],
    ["Order", campaign.order],
    ["Began", campaign.started && moment(campaign.started)],
    ["Start", campaign.start && moment(campaign.start)],
    ["End", campaign.end && moment(campaign.end)],
    ["Windows", campaign.windows.map((it) => `${it.from}–${it.to} ${it.days.length === 7 ? "" : it.days.join(", ")}`).join("; ") || undefined],
    ["Clock", campaign.windows.length > 0 ? `the device's label zone, else ${campaign.zone}` : undefined],
    ["Open at once", pace.open?.toLocaleString("en")],
    [`Devices each ${span(pace.window)}`, pace.devices?.toLocaleString("en")],
    [`Octets each ${span(pace.window)}`, pace.octets?.toLocaleString("en")],
    ["Each device has", span(campaign.within)],
    ["Priority", String(campaign.priority)],
  ];
  return (
    <Card withBorder>
      <Title order={2} size="h5" mb="xs">
        Plan
      </Title>
      <Pairs pairs={pairs.filter((it): it is [string, string] => it[1] !== undefined)} />
    </Card>
  );
}

const PAGE = 200;
type Shown = "all" | "failed";

function Members({ campaign }: { campaign: CampaignDetail }) {
  const [shown, setShown] = useState<Shown>("all");
  const path = `/campaigns/${encodeURIComponent(campaign.id)}/devices`;
  const pages = useInfiniteQuery({
    queryKey: ["campaign-devices", campaign.id],
    queryFn: ({ pageParam, signal }) => get<MemberPage>(path, { cursor: pageParam, limit: PAGE }, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.cursor,
    placeholderData: (previous) => previous,
  });
  const columns = useColumns(campaign);
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Title order={2} size="h5">
          Devices, and why each is where it is
        </Title>
        <SegmentedControl
          size="xs"
          aria-label="Which devices"
          value={shown}
          onChange={(it) => setShown(it as Shown)}
          data={[
            { value: "all", label: "All" },
            { value: "failed", label: "Failed" },
          ]}
        />
      </Group>
      <Loaded query={pages}>
        {(data) => {
          const all = data.pages.flatMap((it) => it.devices);
          return (
            <LongTable
              label="Devices of the campaign"
              columns={columns}
              rows={shown === "all" ? all : all.filter((it) => it.state === "failed" || it.state === "expired")}
              rowKey={(it) => it.device}
              more={{ has: pages.hasNextPage, isComing: pages.isFetchingNextPage, fetch: () => void pages.fetchNextPage() }}
              empty={
                <Empty title={shown === "all" ? "No devices yet" : "No device failed, as far as they are read"}>
                  {pages.hasNextPage && (
                    <Button variant="default" size="xs" onClick={() => void pages.fetchNextPage()}>
                      Read more
                    </Button>
                  )}
                </Empty>
              }
            />
          );
        }}
      </Loaded>
    </Stack>
  );
}

function useColumns(campaign: CampaignDetail): Column<CampaignDevice>[] {
  const { may } = useSession();
  const exclude = useAction(
    (device: string) => send("POST", `/campaigns/${encodeURIComponent(campaign.id)}/devices/${encodeURIComponent(device)}/exclude`),
    { done: "The device gets nothing more from this campaign", stale: [["campaign-devices", campaign.id], ["campaign", campaign.id]] },
  );
  const columns: Column<CampaignDevice>[] = [
    {
      head: "Device",
      width: "minmax(205px, 1fr)",
      cell: (it) => (
        <Anchor component={Link} to={`/devices/${encodeURIComponent(it.device)}`} size="sm" className="mono">
          {it.device}
        </Anchor>
      ),
    },
    { head: "Phase", width: "90px", cell: (it) => it.phase ?? "none yet" },
    { head: "State", width: "120px", cell: (it) => (it.state ? <StateBadge state={it.state} /> : it.kind.replaceAll("-", " ")) },
    { head: "Runs", width: "70px", cell: (it) => it.version ?? "" },
    { head: "Why", width: "minmax(260px, 4fr)", wraps: true, cell: (it) => <Named text={it.why} /> },
    { head: "Last seen", width: "110px", cell: (it) => <Ago at={it.lastSeen} /> },
  ];
  if (!may("operate") || campaign.ended) return columns;
  return [
    ...columns,
    {
      head: "",
      width: "80px",
      cell: (it) => (
        <Button size="compact-xs" variant="subtle" aria-label={`Exclude ${it.device}`} onClick={() => exclude.mutate(it.device)}>
          Exclude
        </Button>
      ),
    },
  ];
}
