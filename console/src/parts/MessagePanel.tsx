import { Alert, Anchor, Badge, Box, CopyButton, Button, Group, Paper, ScrollArea, Stack, Tabs, Text, Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconCopy } from "@tabler/icons-react";
import type { TracedCommand, TracedMessage, Words } from "../api/types";
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
      {message.note && (
        <Alert color="red" mb="xs" title="Refused" icon={<IconAlertTriangle aria-hidden />}>
          {message.note}
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
              <Lines lines={content.header} />
              {content.commands.map((it, index) => (
                <Command key={index} command={it} message={message} messages={messages} onChosen={onChosen} />
              ))}
              <Lines lines={[content.end]} />
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

function Command({
  command,
  message,
  messages,
  onChosen,
}: {
  command: TracedCommand;
  message: TracedMessage;
  messages: readonly TracedMessage[];
  onChosen: (message: number) => void;
}) {
  const links = linked(command, message, messages);
  return (
    <Box className={command.attention ? styles["attention"] : styles["command"]} ml={command.depth * 18}>
      <Lines lines={command.words} />
      <Group gap="sm" mt={2}>
        {links.map(({ to, words }) => (
          <Anchor key={words} component="button" type="button" size="xs" onClick={() => onChosen(to)}>
            {words}
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
  words: string;
}

/** Where the command stands that this one answers, or what answers this one. */
function linked(command: TracedCommand, message: TracedMessage, messages: readonly TracedMessage[]): LinkTo[] {
  const isOther = (it: TracedMessage) => it.fromDevice !== message.fromDevice;
  const { answers } = command;
  if (answers) {
    const to = messages.findIndex((it) => isOther(it) && it.content?.msgId === answers.message);
    if (to < 0) return [];
    return [{ to, words: answers.command === "0" ? `the header in message ${to + 1}` : `its command in message ${to + 1}` }];
  }
  const msgId = message.content?.msgId;
  return messages.flatMap((it, to) =>
    isOther(it)
      ? (it.content?.commands ?? [])
          .filter((answer) => answer.answers?.message === msgId && answer.answers?.command === command.cmdId)
          .map((answer) => ({ to, words: `${answer.name}${answer.code ? ` ${answer.code}` : ""} in message ${to + 1}` }))
      : [],
  );
}

function Lines({ lines }: { lines: readonly Words[] }) {
  return (
    <Box className={styles["lines"]}>
      {lines.map((line, index) => (
        <div key={index} style={{ paddingLeft: line.indent * 14 }} className={line.attention ? styles["alarming"] : undefined}>
          {line.text}
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
