import { Alert, Button, Code, CopyButton, Group, Modal, Select, Stack, TagsInput, Text, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { send } from "../api/client";
import type { Webhook } from "../api/types";
import { useAction } from "./useAction";

const STALE = [["webhooks"]];
const TYPES = ["deployment", "deployment.failed", "deployment.succeeded", "campaign", "campaign.paused", "campaign.completed", "device", "device.pending", "session"];

export function WebhookDialog({ webhook, close }: { webhook: Webhook | undefined; close: () => void }) {
  const [name, setName] = useState(webhook?.name ?? "");
  const [url, setUrl] = useState(webhook?.url ?? "");
  const [types, setTypes] = useState<string[]>(webhook?.types ?? ["deployment.failed", "campaign"]);
  const [secret, setSecret] = useState<string>();
  const body = { url, types, ...(name.trim() === "" ? {} : { name }) };
  const store = useAction(
    () => (webhook ? send<{ secret?: string }>("PATCH", `/webhooks/${webhook.id}`, body) : send<{ secret?: string }>("POST", "/webhooks", body)),
    { done: webhook ? "Changed" : "The webhook is added", stale: STALE, whenDone: (it) => (it.secret ? setSecret(it.secret) : close()) },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    store.mutate();
  };
  return (
    <Modal opened onClose={close} title={webhook ? `Change ${webhook.name}` : "Add a webhook"}>
      {secret ? (
        <Secret secret={secret} close={close} />
      ) : (
        <form onSubmit={submit}>
          <Stack>
            <TextInput
              label="Address"
              description="Where it is called, best by https"
              type="url"
              required
              maxLength={2048}
              value={url}
              onChange={(event) => setUrl(event.currentTarget.value)}
            />
            <TagsInput label="It is told of" description="All of a kind, or one word of it" required data={TYPES} value={types} onChange={setTypes} />
            <TextInput
              label="Name"
              description="For people; the host without it"
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                Cancel
              </Button>
              <Button type="submit" loading={store.isPending} disabled={types.length === 0}>
                {webhook ? "Change" : "Add"}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

export function SecretDialog({ webhook, close }: { webhook: Webhook; close: () => void }) {
  const [overlap, setOverlap] = useState<string | null>("24h");
  const [secret, setSecret] = useState<string>();
  const rotate = useAction(() => send<{ secret: string }>("POST", `/webhooks/${webhook.id}/secret`, { overlap }), {
    done: "It has a new secret",
    stale: STALE,
    whenDone: (it) => setSecret(it.secret),
  });
  return (
    <Modal opened onClose={close} title={`A new secret for ${webhook.name}`}>
      {secret ? (
        <Secret secret={secret} close={close} />
      ) : (
        <Stack>
          <Text size="sm">Until the old secret ends, each call is signed with both.</Text>
          <Select
            label="The old one ends"
            allowDeselect={false}
            data={[
              { value: "0s", label: "at once: somebody else knows it" },
              { value: "1h", label: "in an hour" },
              { value: "24h", label: "in a day" },
              { value: "7d", label: "in a week" },
            ]}
            value={overlap}
            onChange={setOverlap}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button onClick={() => rotate.mutate()} loading={rotate.isPending}>
              Make
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

function Secret({ secret, close }: { secret: string; close: () => void }) {
  return (
    <Stack>
      <Alert color="yellow">It is shown this once. The program that is called checks signatures with it.</Alert>
      <Code block>{secret}</Code>
      <Group justify="flex-end">
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
        <Button onClick={close}>Done</Button>
      </Group>
    </Stack>
  );
}
