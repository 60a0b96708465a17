import { Alert, Button, Code, CopyButton, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { IconDownload, IconListCheck, IconShieldCheck } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useSearchParams } from "react-router";
import { get } from "../api/client";
import type { AuditEntry, AuditHead, AuditPage, AuditVerdict } from "../api/types";
import { exact, moment } from "../parts/Ago";
import { LongTable, type Column } from "../parts/LongTable";
import { Named } from "../parts/Named";
import { Page } from "../parts/Page";
import { Pairs } from "../parts/Pairs";
import { Empty, Loaded, wordsOf } from "../parts/States";

const PAGE = 200;

export default function Audit() {
  const [parameters, setParameters] = useSearchParams();
  const actor = parameters.get("actor") ?? "";
  const subject = parameters.get("subject") ?? "";
  const [shown, setShown] = useState<AuditEntry>();
  const pages = useInfiniteQuery({
    queryKey: ["audit", actor, subject],
    queryFn: ({ pageParam, signal }) => get<AuditPage>("/audit", { actor, subject, cursor: pageParam, limit: PAGE }, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.cursor,
  });
  const columns: Column<AuditEntry>[] = [
    { head: "Number", width: "80px", cell: (it) => it.number },
    { head: "When", width: "150px", cell: (it) => <span title={exact(it.at)}>{moment(it.at)}</span> },
    { head: "Who", width: "minmax(110px, 1fr)", cell: (it) => it.actor || it.kind },
    { head: "Did what", width: "minmax(200px, 2fr)", cell: (it) => <span className="mono">{it.action}</span> },
    { head: "To what", width: "minmax(160px, 2fr)", cell: (it) => <span className="mono" title={it.subject}><Named text={it.subject} /></span> },
    { head: "Outcome", width: "100px", cell: outcome },
    {
      head: "Details",
      width: "90px",
      cell: (it) => (
        <Button size="compact-xs" variant="subtle" onClick={() => setShown(it)} aria-label={`Details of entry ${it.number}`}>
          Show
        </Button>
      ),
    },
  ];
  return (
    <Page title="Audit" actions={<Verify />}>
      <Text size="sm" c="dimmed">
        Every change that somebody asked for, in an entry before it is made and another with what came of it. Each is chained to the one before.
      </Text>
      <Search key={`${actor} ${subject}`} actor={actor} subject={subject} onSearch={(next) => setParameters(next)} />
      <Loaded query={pages} lines={12}>
        {(data) => (
          <LongTable
            label="Audit"
            columns={columns}
            rows={data.pages.flatMap((it) => it.entries)}
            rowKey={(it) => String(it.number)}
            more={{ has: pages.hasNextPage, isComing: pages.isFetchingNextPage, fetch: () => void pages.fetchNextPage() }}
            empty={<Empty icon={<IconListCheck size={36} aria-hidden />} title={actor || subject ? "No entry matches" : "Nothing was changed yet"} />}
          />
        )}
      </Loaded>
      {shown && <Details entry={shown} close={() => setShown(undefined)} />}
    </Page>
  );
}

function outcome(entry: AuditEntry): string {
  if (entry.outcome === "asked") return "asked";
  const status = Number(entry.outcome);
  if (status < 400) return `${status}, done`;
  return `${status}, ${status < 500 ? "refused" : "failed"}`;
}

function Search({ actor, subject, onSearch }: { actor: string; subject: string; onSearch: (wanted: Record<string, string>) => void }) {
  const [wanted, setWanted] = useState({ actor, subject });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(Object.fromEntries(Object.entries(wanted).filter(([, value]) => value.trim() !== "")));
  };
  return (
    <form onSubmit={submit} role="search">
      <Group gap="xs" align="flex-end">
        <TextInput label="Who" placeholder="jo" value={wanted.actor} onChange={(event) => setWanted({ ...wanted, actor: event.currentTarget.value })} />
        <TextInput
          label="To what"
          placeholder="campaigns/s0yzwe2n"
          value={wanted.subject}
          onChange={(event) => setWanted({ ...wanted, subject: event.currentTarget.value })}
        />
        <Button type="submit" variant="default">
          Show
        </Button>
      </Group>
    </form>
  );
}

function Details({ entry, close }: { entry: AuditEntry; close: () => void }) {
  return (
    <Modal opened onClose={close} title={`Entry ${entry.number}`} size="lg">
      <Pairs
        pairs={[
          ["When", exact(entry.at)],
          ["Who", `${entry.actor} (${entry.kind})`],
          ["From", entry.from],
          ["Did what", entry.action],
          ["To what", entry.subject],
          ["Outcome", outcome(entry)],
          ...(entry.asked === undefined ? [] : [["Asked in", `entry ${entry.asked}`] as const]),
          ["Chain", entry.chain],
        ]}
      />
      <Code block mt="sm">
        {JSON.stringify(entry.detail, null, 2)}
      </Code>
    </Modal>
  );
}

/** Asks the server to compute the chain anew, and gives out its head to be kept elsewhere. */
function Verify() {
  const [isOpen, setOpen] = useState(false);
  const verify = useMutation({ mutationFn: () => get<AuditVerdict>("/audit/verify") });
  const head = useMutation({ mutationFn: () => get<AuditHead>("/audit/head") });
  const open = () => {
    setOpen(true);
    verify.mutate();
    head.mutate();
  };
  const kept = head.data ? JSON.stringify(head.data) : "";
  return (
    <>
      <Button variant="default" leftSection={<IconShieldCheck size={16} aria-hidden />} onClick={open}>
        Verify
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title="Is the audit as it was written?" size="lg">
        <Stack>
          {verify.isPending && <Text role="status">Computing the chain …</Text>}
          {verify.error && <Alert color="red">{wordsOf(verify.error)}</Alert>}
          {verify.data && <Verdict verdict={verify.data} />}
          {kept && (
            <>
              <Text size="sm">
                The head, to be kept where nobody of this server can change it. With it, <code>fumarole audit verify --head FILE</code> also finds
                entries that were cut off.
              </Text>
              <Code block>{kept}</Code>
              <CopyButton value={kept}>
                {({ copied, copy }) => (
                  <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={copy} w="fit-content">
                    {copied ? "Copied" : "Copy the head"}
                  </Button>
                )}
              </CopyButton>
            </>
          )}
        </Stack>
      </Modal>
    </>
  );
}

function Verdict({ verdict }: { verdict: AuditVerdict }) {
  if (verdict.sound)
    return <Alert color="teal">All {verdict.entries.toLocaleString("en")} entries are as they were written.</Alert>;
  return (
    <Alert color="red" title="It was changed" role="alert">
      <ul>
        {verdict.faults.map((it) => (
          <li key={`${it.number} ${it.words}`}>
            Entry {it.number}: {it.words}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
