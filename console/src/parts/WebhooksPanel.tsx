import { Badge, Button, Group, Menu, Stack, Table, Text, Tooltip } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { IconPlus, IconWebhook } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get, send } from "../api/client";
import type { Webhook, WebhookTest } from "../api/types";
import { Ago } from "./Ago";
import { DeliveriesDialog } from "./DeliveriesDialog";
import { Empty, Loaded } from "./States";
import { useAction } from "./useAction";
import { SecretDialog, WebhookDialog } from "./WebhookDialogs";

const STALE = [["webhooks"]];

type Dialog = { kind: "edit"; webhook?: Webhook } | { kind: "secret"; webhook: Webhook } | { kind: "deliveries"; webhook: Webhook } | undefined;

export function WebhooksPanel() {
  const [dialog, setDialog] = useState<Dialog>();
  const webhooks = useQuery({
    queryKey: ["webhooks"],
    queryFn: ({ signal }) => get<{ webhooks: Webhook[] }>("/webhooks", { limit: 1000 }, signal),
  });
  const close = () => setDialog(undefined);
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setDialog({ kind: "edit" })}>
      Add a webhook
    </Button>
  );
  return (
    <Stack>
      <Group justify="space-between">
        <Text size="sm" c="dimmed" maw={640}>
          Programs that are called when something happens, with signed events. What one does not take is brought again for some three days.
        </Text>
        {add}
      </Group>
      <Loaded query={webhooks}>
        {({ webhooks: all }) =>
          all.length === 0 ? (
            <Empty icon={<IconWebhook size={36} aria-hidden />} title="No webhooks yet">
              A ticket system or a chat hears of failed devices and paused campaigns by itself.
            </Empty>
          ) : (
            <Table.ScrollContainer minWidth={760}>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Name</Table.Th>
                    <Table.Th>Told of</Table.Th>
                    <Table.Th>State</Table.Th>
                    <Table.Th>Waiting</Table.Th>
                    <Table.Th>Given up</Table.Th>
                    <Table.Th>Made</Table.Th>
                    <Table.Th w={60} />
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {all.map((it) => (
                    <Row key={it.id} webhook={it} open={setDialog} />
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )
        }
      </Loaded>
      {dialog?.kind === "edit" && <WebhookDialog webhook={dialog.webhook} close={close} />}
      {dialog?.kind === "secret" && <SecretDialog webhook={dialog.webhook} close={close} />}
      {dialog?.kind === "deliveries" && <DeliveriesDialog webhook={dialog.webhook} close={close} />}
    </Stack>
  );
}

function State({ webhook }: { webhook: Webhook }) {
  const [color, words] = !webhook.active ? ["gray", "off"] : webhook.failingSince ? ["red", "failing"] : ["teal", "on"];
  return (
    <Stack gap={2}>
      <Badge color={color} variant="light">
        {words}
      </Badge>
      {webhook.words && (
        <Text size="xs" maw={320}>
          {webhook.words}
        </Text>
      )}
      {webhook.active && webhook.failingSince && (
        <Text size="xs" c="dimmed">
          since <Ago at={webhook.failingSince} />
        </Text>
      )}
    </Stack>
  );
}

function Row({ webhook, open }: { webhook: Webhook; open: (dialog: Dialog) => void }) {
  const path = `/webhooks/${webhook.id}`;
  const test = useAction(() => send<WebhookTest>("POST", `${path}/test`, {}), {
    done: (it) => `${webhook.name}: ${it.words}`,
    stale: STALE,
    whenDone: (it) => {
      if (!it.taken) notifications.show({ color: "red", title: "It was not taken", message: it.words, autoClose: 12_000 });
    },
  });
  const change = useAction((active: boolean) => send("PATCH", path, { active }), { done: "Changed", stale: STALE });
  const remove = useAction(() => send("DELETE", path), { done: "Removed", stale: STALE });
  const askToRemove = () =>
    modals.openConfirmModal({
      title: `Remove ${webhook.name}?`,
      children: <Text size="sm">It is told nothing more. {webhook.waiting + webhook.dead} events that it does not have go with it.</Text>,
      labels: { confirm: `Remove ${webhook.name}`, cancel: "Cancel" },
      confirmProps: { color: "red" },
      onConfirm: () => remove.mutate(),
    });
  return (
    <Table.Tr>
      <Table.Td>
        <Stack gap={2}>
          <Text size="sm">{webhook.name}</Text>
          <Tooltip label={webhook.url} multiline maw={500}>
            <Text size="xs" c="dimmed" truncate maw={260}>
              {webhook.url}
            </Text>
          </Tooltip>
        </Stack>
      </Table.Td>
      <Table.Td>{webhook.types.join(", ")}</Table.Td>
      <Table.Td>
        <State webhook={webhook} />
      </Table.Td>
      <Table.Td>{webhook.waiting}</Table.Td>
      <Table.Td>{webhook.dead}</Table.Td>
      <Table.Td>
        <Ago at={webhook.created} />
      </Table.Td>
      <Table.Td>
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="xs" variant="subtle" aria-label={`What to do with ${webhook.name}`}>
              …
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => open({ kind: "deliveries", webhook })}>Deliveries</Menu.Item>
            <Menu.Item onClick={() => test.mutate()}>Call it now</Menu.Item>
            <Menu.Item onClick={() => open({ kind: "edit", webhook })}>Change</Menu.Item>
            <Menu.Item onClick={() => open({ kind: "secret", webhook })}>New secret</Menu.Item>
            <Menu.Item onClick={() => change.mutate(!webhook.active)}>{webhook.active ? "Switch off" : "Switch on"}</Menu.Item>
            <Menu.Item color="red" onClick={askToRemove}>
              Remove
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Table.Td>
    </Table.Tr>
  );
}
