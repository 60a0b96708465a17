import { Alert, Anchor, Badge, Box, CopyButton, Button, Group, Paper, ScrollArea, Stack, Tabs, Text, Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconCopy, IconInfoCircle } from "@tabler/icons-react";
import type { TracedCommand, TracedMessage, Words } from "../api/types";
import { numbered, placeOf } from "../diagram/numbers";
import { dump, octetsOf } from "../diagram/octets";
import { indented } from "../diagram/xml";
import { clock, exact } from "./Ago";
import styles from "./MessagePanel.module.css";

/** One message in words, as XML and octet by octet. */
export function MessagePanel({
  message,
  number,
  messages,
  onChosen,
}: {
  message: TracedMessage;
  number: number;
  messages: readonly TracedMessage[];
  onChosen: (message: number) => void;
}) {
  const { content } = message;
  const octets = octetsOf(message.octets);
  const words: Wording = { of: (text) => numbered(text, number - 1, messages), isCalm: message.settled };
  return (
    <Paper withBorder p="sm" h="100%">
      <Group justify="space-between" mb="xs">
        <Group gap="xs">
          <Text fw={600} component="h2">
            Message {number}: {message.fromDevice ? "device → server" : "server → device"}
          </Text>
          <Badge variant="default" tt="none">
            {message.contentType.includes("wbxml") ? "WBXML" : "XML"}
          </Badge>
        </Group>
        <Tooltip label={exact(message.at)}>
          <Text size="xs" c="dimmed" tabIndex={0}>
            {clock(message.at)} · {message.length.toLocaleString("en")} octets
          </Text>
        </Tooltip>
      </Group>
      {message.note && !message.settled && (
        <Alert color="red" mb="xs" title="Refused" icon={<IconAlertTriangle aria-hidden />}>
          {message.note}
        </Alert>
      )}
      {message.settled && (
        <Alert color="gray" mb="xs" title="A challenge, as usual" icon={<IconInfoCircle aria-hidden />}>
          {message.note && `Not let in at once (${message.note}). `}
          One side asked the other who it is, and gave the nonce to say it with; the other came again with what was asked, and was let in.
        </Alert>
      )}
      {message.unreadable && (
        <Alert color="red" mb="xs" title="This cannot be read">
          {message.unreadable}
        </Alert>
      )}
      <Tabs defaultValue={content ? "words" : "octets"} keepMounted={false}>
        <Tabs.List>
          {content && <Tabs.Tab value="words">In words</Tabs.Tab>}
          {content && <Tabs.Tab value="xml">XML</Tabs.Tab>}
          <Tabs.Tab value="octets">Octets</Tabs.Tab>
        </Tabs.List>
        {content && (
          <Tabs.Panel value="words" pt="xs">
            <Stack gap={6}>
              <Lines lines={content.header} words={words} />
              {content.commands.map((it, index) => (
                <Command key={index} command={it} message={message} number={number} messages={messages} words={words} onChosen={onChosen} />
              ))}
              <Lines lines={[content.end]} words={words} />
            </Stack>
          </Tabs.Panel>
        )}
        {content && (
          <Tabs.Panel value="xml" pt="xs">
            <Code text={indented(content.xml)} what="XML" />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="octets" pt="xs">
          {octets.length < message.length && (
            <Text size="xs" c="dimmed" mb={4}>
              {octets.length.toLocaleString("en")} of {message.length.toLocaleString("en")} octets are kept; large data is cut out.
            </Text>
          )}
          <Code text={dump(octets)} what="octets" />
        </Tabs.Panel>
      </Tabs>
      <Text size="xs" c="dimmed" mt="xs">
        Secrets are masked in what the server keeps.
      </Text>
    </Paper>
  );
}

/** How lines are put: messages by their one number, and without alarm where there is no cause. */
interface Wording {
  of: (text: string) => string;
  isCalm: boolean;
}

function Command({
  command,
  message,
  number,
  messages,
  words,
  onChosen,
}: {
  command: TracedCommand;
  message: TracedMessage;
  number: number;
  messages: readonly TracedMessage[];
  words: Wording;
  onChosen: (message: number) => void;
}) {
  const links = linked(command, message, number - 1, messages);
  return (
    <Box className={command.attention && !words.isCalm ? styles["attention"] : styles["command"]} ml={command.depth * 18}>
      <Lines lines={command.words} words={words} />
      <Group gap="sm" mt={2}>
        {links.map(({ to, says }) => (
          <Anchor key={says} component="button" type="button" size="xs" onClick={() => onChosen(to)}>
            {says}
          </Anchor>
        ))}
        <Text size="xs" c="dimmed">
          {command.spec}
        </Text>
      </Group>
    </Box>
  );
}

interface LinkTo {
  to: number;
  says: string;
}

/** Where the command stands that this one answers, or what answers this one. */
function linked(command: TracedCommand, message: TracedMessage, at: number, messages: readonly TracedMessage[]): LinkTo[] {
  const isOther = (it: TracedMessage) => it.fromDevice !== message.fromDevice;
  const { answers } = command;
  if (answers) {
    const to = placeOf(answers.message, !message.fromDevice, at, messages);
    if (to === undefined) return [];
    return [{ to, says: answers.command === "0" ? `the header in message ${to + 1}` : `its command in message ${to + 1}` }];
  }
  const msgId = message.content?.msgId;
  return messages.flatMap((it, to) =>
    isOther(it)
      ? (it.content?.commands ?? [])
          .filter((answer) => answer.answers?.message === msgId && answer.answers?.command === command.cmdId)
          .map((answer) => ({ to, says: `${answer.name}${answer.code ? ` ${answer.code}` : ""} in message ${to + 1}` }))
      : [],
  );
}

function Lines({ lines, words }: { lines: readonly Words[]; words: Wording }) {
  return (
    <Box className={styles["lines"]}>
      {lines.map((line, index) => (
        <div key={index} style={{ paddingLeft: line.indent * 14 }} className={line.attention && !words.isCalm ? styles["alarming"] : undefined}>
          {words.of(line.text)}
          {line.note && <span className={styles["note"]}> — {line.note}</span>}
        </div>
      ))}
    </Box>
  );
}

function Code({ text, what }: { text: string; what: string }) {
  return (
    <Box pos="relative">
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button
            size="compact-xs"
            variant="default"
            className={styles["copy"] ?? ""}
            leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
            onClick={copy}
          >
            {copied ? "Copied" : `Copy ${what}`}
          </Button>
        )}
      </CopyButton>
      <ScrollArea.Autosize mah="calc(100vh - 340px)" type="auto" viewportProps={{ tabIndex: 0, "aria-label": what }}>
        <pre className={styles["code"]}>{text}</pre>
      </ScrollArea.Autosize>
    </Box>
  );
}
