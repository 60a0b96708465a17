import { Anchor, Box, Button, Group, Menu, Text } from "@mantine/core";
import { IconDeviceMobile, IconDownload, IconUsersGroup } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { address, get } from "../api/client";
import { narrowed, quoted } from "../api/filter";
import { Problem } from "../api/problem";
import { useSession } from "../api/session";
import type { DeviceEntry, DevicePage, Group as DeviceGroup, Overview } from "../api/types";
import { Ago } from "../parts/Ago";
import { BulkLabels } from "../parts/BulkLabels";
import { Facets } from "../parts/Facets";
import { FilterBox } from "../parts/FilterBox";
import { LongTable, type Column } from "../parts/LongTable";
import { Page } from "../parts/Page";
import { StateBadge } from "../parts/StateBadge";
import { Empty, Failed, Loaded } from "../parts/States";

const PAGE = 200;

const COLUMNS: Column<DeviceEntry>[] = [
  {
    head: "Device",
    width: "minmax(190px, 2fr)",
    cell: (it) => (
      <Anchor component={Link} to={`/devices/${encodeURIComponent(it.id)}`} size="sm" className="mono" truncate="end">
        {it.id}
      </Anchor>
    ),
  },
  {
    head: "Model",
    width: "minmax(150px, 1.4fr)",
    cell: (it) => [it.model, it.manufacturer].filter(Boolean).join(" · ") || "not told",
  },
  { head: "Version", width: "minmax(90px, 1fr)", cell: (it) => it.version ?? "not told" },
  { head: "Standing", width: "120px", cell: (it) => <StateBadge state={it.standing} /> },
  {
    head: "Labels",
    width: "minmax(100px, 1.5fr)",
    cell: (it) =>
      Object.entries(it.labels)
        .map(([name, value]) => `${name}=${value}`)
        .join(", "),
  },
  { head: "Last seen", width: "130px", cell: (it) => <Ago at={it.lastSeen} /> },
];

export default function Devices() {
  const [parameters, setParameters] = useSearchParams();
  const filter = parameters.get("filter") ?? "";
  const setFilter = (next: string) => setParameters(next ? { filter: next } : {});
  const { may } = useSession();

  const pages = useInfiniteQuery({
    queryKey: ["devices", filter],
    queryFn: ({ pageParam, signal }) =>
      get<DevicePage>("/devices", { filter, cursor: pageParam, limit: PAGE, count: pageParam === "" }, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.cursor,
    placeholderData: (previous) => previous,
  });
  const overview = useQuery({ queryKey: ["overview"], queryFn: () => get<Overview>("/overview") });
  const groups = useQuery({ queryKey: ["groups"], queryFn: () => get<{ groups: DeviceGroup[] }>("/groups") });

  const total = pages.data?.pages[0]?.total;
  const isRefused = pages.error instanceof Problem && pages.error.status === 400;
  const known = {
    model: unique(overview.data?.models.map((it) => it.model)),
    version: unique(overview.data?.models.map((it) => it.version)),
    standing: ["enrolled", "pending", "quarantined", "examined"],
    group: groups.data?.groups.map((it) => it.name) ?? [],
  };

  return (
    <Page
      title="Devices"
      beside={total !== undefined && <Text c="dimmed">{total.toLocaleString("en")}</Text>}
      actions={
        <>
          {may("operate") && <BulkLabels filter={filter} devices={total} />}
          <Button
            component="a"
            href={address("/devices.csv", { filter })}
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            download
          >
            CSV
          </Button>
        </>
      }
    >
      <Group gap="xs" align="flex-start">
        <FilterBox filter={filter} known={known} fault={isRefused ? pages.error?.message : undefined} onFilter={setFilter} />
        <Groups groups={groups.data?.groups ?? []} onChosen={(name) => setFilter(`group==${quoted(name)}`)} />
      </Group>
      <Facets overview={overview.data} onChosen={(field, value) => setFilter(narrowed(filter, field, value))} />
      {pages.error && !isRefused && <Failed problem={pages.error} retry={() => void pages.refetch()} />}
      {!(pages.error && !pages.data) && (
        <Loaded query={{ ...pages, error: null }} lines={12}>
          {(data) => (
            <Box opacity={pages.isPlaceholderData ? 0.6 : 1}>
              <LongTable
                label="Devices"
                columns={COLUMNS}
                rows={data.pages.flatMap((it) => it.devices)}
                rowKey={(it) => it.id}
                more={{ has: pages.hasNextPage, isComing: pages.isFetchingNextPage, fetch: () => void pages.fetchNextPage() }}
                empty={<NoDevices filter={filter} />}
              />
            </Box>
          )}
        </Loaded>
      )}
    </Page>
  );
}

function NoDevices({ filter }: { filter: string }) {
  return filter ? (
    <Empty title="No device matches this filter" />
  ) : (
    <Empty icon={<IconDeviceMobile size={36} aria-hidden />} title="No devices yet">
      Import a list with <code>fumarole device import</code>, add one with <code>fumarole device add</code>, or start the server with{" "}
      <code>--open</code> and let one call.
    </Empty>
  );
}

function Groups({ groups, onChosen }: { groups: DeviceGroup[]; onChosen: (name: string) => void }) {
  if (groups.length === 0) return null;
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" leftSection={<IconUsersGroup size={16} aria-hidden />}>
          Groups
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: "auto" }}>
        {groups.map((group) => (
          <Menu.Item key={group.name} onClick={() => onChosen(group.name)}>
            <Text size="sm">{group.name}</Text>
            <Text size="xs" c="dimmed" className="mono">
              {group.filter}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function unique(values: (string | undefined)[] = []): string[] {
  return [...new Set(values.filter((it): it is string => it !== undefined))].sort();
}
