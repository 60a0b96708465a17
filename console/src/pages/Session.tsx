import { Alert, Anchor, Button, Grid, Group, Paper, ScrollArea, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowsDiff, IconDownload, IconPlayerPlay, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { address, get } from "../api/client";
import type { SessionTrace, TracedMessage } from "../api/types";
import { isTroubled, messageAt } from "../diagram/numbers";
import { SequenceDiagram } from "../diagram/SequenceDiagram";
import { clock, moment } from "../parts/Ago";
import { ChooseOther, Comparison } from "../parts/CompareSessions";
import { MessagePanel } from "../parts/MessagePanel";
import { Page } from "../parts/Page";
import { Loaded } from "../parts/States";

export default function Session() {
  const { key = "" } = useParams();
  const trace = useQuery({
    queryKey: ["session-trace", key],
    queryFn: ({ signal }) => get<SessionTrace>(`/sessions/${encodeURIComponent(key)}`, {}, signal),
  });
  return <Loaded query={trace}>{(data) => <Xray trace={data} />}</Loaded>;
}

function Xray({ trace }: { trace: SessionTrace }) {
  const [parameters, setParameters] = useSearchParams();
  const [isChoosing, choosing] = useDisclosure();
  const { messages } = trace;
  const other = parameters.get("with");
  return (
    <Page
      title={`Session ${trace.sessionId}`}
      above={{ to: "/sessions", words: "Sessions" }}
      beside={
        <Text size="sm" c="dimmed">
          of{" "}
          <Anchor component={Link} to={`/devices/${encodeURIComponent(trace.device)}`} className="mono" size="sm">
            {trace.device}
          </Anchor>
          {messages[0] && <>, {moment(messages[0].at)}</>}
        </Text>
      }
      actions={
        <>
          <Button variant="default" leftSection={<IconArrowsDiff size={16} aria-hidden />} onClick={choosing.open}>
            Compare
          </Button>
          <Button
            component="a"
            href={address(`/sessions/${encodeURIComponent(trace.session)}/scenario`)}
            download
            variant="default"
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
          >
            Scenario
          </Button>
          <Save trace={trace} />
        </>
      }
    >
      <ChooseOther trace={trace} isOpen={isChoosing} close={choosing.close} onChosen={(session) => setParameters({ with: session })} />
      {other ? <Comparison trace={trace} other={other} onEnd={() => setParameters({})} /> : <Exchange messages={messages} />}
    </Page>
  );
}

function Exchange({ messages }: { messages: TracedMessage[] }) {
  const [parameters, setParameters] = useSearchParams();
  const [search, setSearch] = useState("");
  const firstTrouble = messages.findIndex(isTroubled);
  const at = parameters.get("at");
  const asked = at ? messageAt(messages, at) : Number(parameters.get("message") ?? NaN) - 1;
  const chosen = bounded(asked ?? NaN, messages.length, Math.max(0, firstTrouble));
  const choose = (message: number) => setParameters({ message: String(message + 1) }, { replace: true });
  const found = useMemo(() => messages.map((it) => holds(it, search)), [messages, search]);
  const message = messages[chosen];

  return (
    <>
      <Verdict messages={messages} onChosen={choose} />
      <Grid gap="md" align="stretch">
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <Paper withBorder p="sm">
            <Group mb="xs" justify="space-between">
              <TextInput
                size="xs"
                aria-label="Find in messages"
                placeholder="Find: a node, a status, a word"
                leftSection={<IconSearch size={14} aria-hidden />}
                value={search}
                onChange={(event) => setSearch(event.currentTarget.value)}
                style={{ flex: "0 1 260px" }}
              />
              <Text size="xs" c="dimmed" role="status">
                {search ? `${found.filter(Boolean).length} of ${messages.length} messages` : `${messages.length} messages, ${duration(messages)}`}
              </Text>
            </Group>
            <ScrollArea.Autosize mah="calc(100vh - 260px)" type="auto" viewportProps={{ tabIndex: -1 }}>
              <SequenceDiagram messages={messages} chosen={chosen} isShown={(it) => found[it] ?? false} onChosen={choose} />
            </ScrollArea.Autosize>
          </Paper>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 6 }}>
          {message && <MessagePanel key={chosen} message={message} number={chosen + 1} messages={messages} onChosen={choose} />}
        </Grid.Col>
      </Grid>
    </>
  );
}

/** What went wrong first, in a sentence; the rest is in the messages. */
function Verdict({ messages, onChosen }: { messages: TracedMessage[]; onChosen: (message: number) => void }) {
  const troubled = messages.flatMap((it, index) => (isTroubled(it) ? [index] : []));
  const first = troubled[0];
  if (first === undefined) return null;
  const message = messages[first]!;
  const words = message.note ?? message.unreadable ?? attention(message) ?? "something was refused";
  return (
    <Alert color="yellow" title={troubled.length === 1 ? "One message needs attention" : `${troubled.length} messages need attention`}>
      <Group gap="xs" justify="space-between">
        <Text size="sm">
          First, message {first + 1} at {clock(message.at)}: {words}
        </Text>
        <Group gap={4}>
          {troubled.slice(0, 12).map((index) => (
            <Button key={index} size="compact-xs" variant="default" onClick={() => onChosen(index)}>
              Message {index + 1}
            </Button>
          ))}
        </Group>
      </Group>
    </Alert>
  );
}

function attention(message: TracedMessage): string | undefined {
  const line = message.content?.commands.flatMap((it) => it.words).find((it) => it.attention);
  return line && [line.text, line.note].filter(Boolean).join(": ");
}

function holds(message: TracedMessage, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  if (!wanted) return true;
  const { content } = message;
  const texts = content
    ? [...content.brief, content.xml, ...content.header.map((it) => it.text), ...content.commands.flatMap((it) => it.words.map((words) => `${words.text} ${words.note ?? ""}`))]
    : [message.unreadable ?? ""];
  return [...texts, message.note ?? ""].some((it) => it.toLowerCase().includes(wanted));
}

function bounded(wanted: number, length: number, otherwise: number): number {
  return Number.isInteger(wanted) && wanted >= 0 && wanted < length ? wanted : otherwise;
}

function duration(messages: TracedMessage[]): string {
  const first = messages[0];
  const last = messages.at(-1);
  if (!first || !last) return "0 s";
  const ms = Date.parse(last.at) - Date.parse(first.at);
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function Save({ trace }: { trace: SessionTrace }) {
  const [url, setUrl] = useState("");
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([JSON.stringify(trace, null, 2)], { type: "application/json" }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [trace]);
  return (
    <Button component="a" href={url} download={`session-${trace.sessionId}.json`} variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
      JSON
    </Button>
  );
}
