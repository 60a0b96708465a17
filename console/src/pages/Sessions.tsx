import { Anchor, Box, Button, Group, TextInput } from "@mantine/core";
import { IconActivity, IconSearch } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Link, useSearchParams } from "react-router";
import { get } from "../api/client";
import type { SessionEntry, SessionPage } from "../api/types";
import { Ago } from "../parts/Ago";
import { LongTable, type Column } from "../parts/LongTable";
import { Page } from "../parts/Page";
import { Empty, Loaded } from "../parts/States";

const PAGE = 200;

const COLUMNS: Column<SessionEntry>[] = [
  {
    head: "Session",
    width: "minmax(120px, 1fr)",
    cell: (it) => (
      <Anchor component={Link} to={`/sessions/${it.session}`} size="sm" className="mono">
        {it.sessionId}
      </Anchor>
    ),
  },
  {
    head: "Device",
    width: "minmax(200px, 2fr)",
    cell: (it) => (
      <Anchor component={Link} to={`/devices/${encodeURIComponent(it.device)}`} size="sm" className="mono">
        {it.device}
      </Anchor>
    ),
  },
  { head: "Messages", width: "100px", cell: (it) => it.messages },
  { head: "Began", width: "150px", cell: (it) => <Ago at={it.started} /> },
  { head: "Last message", width: "150px", cell: (it) => <Ago at={it.last} /> },
];

export default function Sessions() {
  const [parameters, setParameters] = useSearchParams();
  const device = parameters.get("device") ?? "";
  const sessions = useInfiniteQuery({
    queryKey: ["sessions", device, "pages"],
    queryFn: ({ pageParam, signal }) => get<SessionPage>("/sessions", { device, cursor: pageParam, limit: PAGE }, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.cursor,
    placeholderData: (previous) => previous,
  });
  return (
    <Page title="Sessions">
      <DeviceSearch key={device} device={device} onSearch={(next) => setParameters(next ? { device: next } : {})} />
      <Loaded query={sessions} lines={12}>
        {({ pages }) => (
          <Box>
            <LongTable
              label="Sessions"
              columns={COLUMNS}
              rows={pages.flatMap((it) => it.sessions)}
              rowKey={(it) => it.session}
              more={{ has: sessions.hasNextPage, isComing: sessions.isFetchingNextPage, fetch: () => void sessions.fetchNextPage() }}
              empty={
                <Empty icon={<IconActivity size={36} aria-hidden />} title={device ? `No session of ${device} is kept` : "No sessions yet"}>
                  A session appears here with its first message. The server keeps them for as long as its settings say.
                </Empty>
              }
            />
          </Box>
        )}
      </Loaded>
    </Page>
  );
}

function DeviceSearch({ device, onSearch }: { device: string; onSearch: (device: string) => void }) {
  const [written, setWritten] = useState(device);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(written.trim());
  };
  return (
    <form onSubmit={submit} role="search">
      <Group gap="xs">
        <TextInput
          aria-label="Device"
          placeholder="Of which device, such as IMEI:990012340056786"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={written}
          onChange={(event) => setWritten(event.currentTarget.value)}
          style={{ flex: "0 1 420px" }}
        />
        <Button type="submit" variant="default">
          Show
        </Button>
        {device && (
          <Button variant="subtle" onClick={() => onSearch("")}>
            All devices
          </Button>
        )}
      </Group>
    </form>
  );
}
