import { Alert, Anchor, Badge, Button, Group, Modal, Paper, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Link } from "react-router";
import { get } from "../api/client";
import type { SessionEntry, SessionTrace, TracedMessage } from "../api/types";
import { compare, type Line, type Pair } from "../diagram/compare";
import { heading } from "../diagram/numbers";
import { moment } from "./Ago";
import styles from "./CompareSessions.module.css";
import { Loaded } from "./States";

/** Asks which session to hold beside this one. */
export function ChooseOther({ trace, isOpen, close, onChosen }: { trace: SessionTrace; isOpen: boolean; close: () => void; onChosen: (session: string) => void }) {
  const [listed, setListed] = useState<string | null>(null);
  const [pasted, setPasted] = useState("");
  const sessions = useQuery({
    queryKey: ["sessions", trace.device],
    queryFn: ({ signal }) => get<{ sessions: SessionEntry[] }>("/sessions", { device: trace.device, limit: 100 }, signal),
    enabled: isOpen,
  });
  const others = (sessions.data?.sessions ?? []).filter((it) => it.session !== trace.session);
  const wanted = pasted.trim().replace(/^.*\/sessions\/([^/?#]+).*$/, "$1") || listed;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted) onChosen(wanted);
    close();
  };
  return (
    <Modal opened={isOpen} onClose={close} title="Compare with which session?">
      <form onSubmit={submit}>
        <Stack>
          <Select
            label="Of the same device"
            searchable
            clearable
            placeholder={others.length === 0 ? "No other one is kept" : "Choose one"}
            data={others.map((it) => ({ value: it.session, label: `${it.sessionId}, ${moment(it.started)}, ${it.messages} messages` }))}
            value={listed}
            onChange={setListed}
          />
          <TextInput label="Or of any" description="Its address in this console, or its key" value={pasted} onChange={(event) => setPasted(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" disabled={!wanted}>
              Compare
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Two sessions side by side, with the first difference marked. */
export function Comparison({ trace, other, onEnd }: { trace: SessionTrace; other: string; onEnd: () => void }) {
  const second = useQuery({
    queryKey: ["session-trace", other],
    queryFn: ({ signal }) => get<SessionTrace>(`/sessions/${encodeURIComponent(other)}`, {}, signal),
  });
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2} size="h5">
          Compared, message by message
        </Title>
        <Button size="xs" variant="default" onClick={onEnd}>
          Back to the one session
        </Button>
      </Group>
      <Loaded query={second}>{(data) => <SideBySide left={trace} right={data} />}</Loaded>
    </Stack>
  );
}

function SideBySide({ left, right }: { left: SessionTrace; right: SessionTrace }) {
  const pairs = compare(left.messages, right.messages);
  const first = pairs.findIndex((it) => !it.isSame);
  const differing = pairs.filter((it) => !it.isSame).length;
  const marked = pairs[first];
  return (
    <>
      <Alert color={first < 0 ? "teal" : "yellow"} py="xs" role="status">
        {marked
          ? `The first difference is at ${placed(marked)}; ${differing} of ${pairs.length} steps differ.`
          : "They say the same in every message."}{" "}
        Numbers, correlators and addresses of downloads are new in each session and do not count.
      </Alert>
      <div className={styles["heads"]}>
        <Head words="First" trace={left} />
        <Head words="Second" trace={right} />
      </div>
      {pairs.map((pair, index) => (
        <Step key={index} pair={pair} left={left} right={right} isFirst={index === first} />
      ))}
    </>
  );
}

function placed({ left, right }: Pair): string {
  if (left === undefined) return `message ${right! + 1} of the second, which the first does not have`;
  if (right === undefined) return `message ${left + 1} of the first, which the second does not have`;
  return `message ${left + 1} of the first and message ${right + 1} of the second`;
}

function Head({ words, trace }: { words: string; trace: SessionTrace }) {
  return (
    <Text size="sm" fw={600} component="div">
      {words}:{" "}
      <Anchor component={Link} to={`/sessions/${trace.session}`} size="sm">
        Session {trace.sessionId}
      </Anchor>
      {trace.messages[0] && `, ${moment(trace.messages[0].at)}`}
      <Text size="xs" c="dimmed" className="mono">
        {trace.device}
      </Text>
    </Text>
  );
}

function Step({ pair, left, right, isFirst }: { pair: Pair; left: SessionTrace; right: SessionTrace; isFirst: boolean }) {
  return (
    <Paper withBorder p="xs" className={pair.isSame ? undefined : styles["differs"]} aria-label={isFirst ? "The first difference" : undefined}>
      {isFirst && (
        <Badge color="yellow" variant="light" mb={4}>
          First difference
        </Badge>
      )}
      <div className={styles["sides"]}>
        <Side trace={left} at={pair.left} lines={pair.lines} side="left" isSame={pair.isSame} />
        <Side trace={right} at={pair.right} lines={pair.lines} side="right" isSame={pair.isSame} />
      </div>
    </Paper>
  );
}

function Side({ trace, at, lines, side, isSame }: { trace: SessionTrace; at: number | undefined; lines: Line[]; side: "left" | "right"; isSame: boolean }) {
  const message = at === undefined ? undefined : trace.messages[at];
  if (at === undefined || !message)
    return (
      <Text size="sm" c="dimmed">
        No such message
      </Text>
    );
  return (
    <div className={styles["side"]}>
      <Anchor component={Link} to={`/sessions/${trace.session}?message=${at + 1}`} size="xs">
        {heading(message.content?.brief[0] ?? "a message", at + 1)}, {message.fromDevice ? "device → server" : "server → device"}
      </Anchor>
      {lines.length === 0
        ? briefOf(message).map((text, index) => (
            <div key={index} className={isSame ? styles["same"] : styles["other"]}>
              {text}
            </div>
          ))
        : lines
            .filter((it) => it.in === "both" || it.in === side)
            .map((it, index) => (
              <div key={index} className={it.in === "both" ? styles["same"] : styles["other"]}>
                {it.text}
              </div>
            ))}
    </div>
  );
}

function briefOf(message: TracedMessage): string[] {
  return message.content?.brief.slice(1) ?? [message.unreadable ?? "it cannot be read"];
}
