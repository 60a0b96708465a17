import { Alert, Badge, Button, Code, CopyButton, Group, Modal, MultiSelect, Select, Stack, Table, Text, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconKey, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { get, send } from "../api/client";
import type { Token } from "../api/types";
import { Ago } from "./Ago";
import { Empty, Loaded } from "./States";
import { useAction } from "./useAction";

const SCOPES: Token["scopes"] = ["metrics", "read", "operate", "release", "approve", "admin"];
const STALE = [["tokens"]];

export function TokensPanel() {
  const [isAdding, setAdding] = useState(false);
  const tokens = useQuery({ queryKey: ["tokens"], queryFn: ({ signal }) => get<{ tokens: Token[] }>("/tokens", { limit: 1000 }, signal) });
  const revoke = useAction((id: string) => send("DELETE", `/tokens/${id}`), { done: "Revoked: nobody gets in with it any more", stale: STALE });
  const askToRevoke = (token: Token) =>
    modals.openConfirmModal({
      title: `Revoke ${token.name}?`,
      children: <Text size="sm">Whatever uses it is shut out at once.</Text>,
      labels: { confirm: "Revoke", cancel: "Cancel" },
      confirmProps: { color: "red" },
      onConfirm: () => revoke.mutate(token.id),
    });
  return (
    <Stack>
      <Group justify="flex-end">
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
          Make a token
        </Button>
      </Group>
      <Loaded query={tokens}>
        {({ tokens: all }) =>
          all.length === 0 ? (
            <Empty icon={<IconKey size={36} aria-hidden />} title="No tokens besides the server's own">
              Give each program a token of its own, with no more scopes than it needs.
            </Empty>
          ) : (
            <Table.ScrollContainer minWidth={600}>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Name</Table.Th>
                    <Table.Th>May</Table.Th>
                    <Table.Th>Made</Table.Th>
                    <Table.Th>Good until</Table.Th>
                    <Table.Th w={100} />
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {all.map((it) => (
                    <Table.Tr key={it.id}>
                      <Table.Td>{it.name}</Table.Td>
                      <Table.Td>{it.scopes.join(", ")}</Table.Td>
                      <Table.Td>
                        <Ago at={it.created} />
                      </Table.Td>
                      <Table.Td>
                        {it.expires ? <Ago at={it.expires} /> : "it is revoked"}{" "}
                        {it.expired && (
                          <Badge color="red" variant="light">
                            expired
                          </Badge>
                        )}
                      </Table.Td>
                      <Table.Td>
                        <Button size="xs" variant="subtle" color="red" onClick={() => askToRevoke(it)} aria-label={`Revoke ${it.name}`}>
                          Revoke
                        </Button>
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )
        }
      </Loaded>
      {isAdding && <AddDialog close={() => setAdding(false)} />}
    </Stack>
  );
}

function AddDialog({ close }: { close: () => void }) {
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<string[]>(["read"]);
  const [life, setLife] = useState<string | null>("90d");
  const [made, setMade] = useState<string>();
  const add = useAction(
    () => send<{ token: string }>("POST", "/tokens", { name, scopes, ...(life === "never" ? {} : { expiresIn: life }) }),
    { done: "The token is made", stale: STALE, whenDone: (it) => setMade(it.token) },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Modal opened onClose={close} title="Make a token">
      {made ? (
        <Stack>
          <Alert color="yellow">It is shown this once. Put it where the program finds it.</Alert>
          <Code block>{made}</Code>
          <Group justify="flex-end">
            <CopyButton value={made}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {copied ? "Copied" : "Copy"}
                </Button>
              )}
            </CopyButton>
            <Button onClick={close}>Done</Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={submit}>
          <Stack>
            <TextInput label="Name" description="Whose it is" required maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
            <MultiSelect label="It may" required data={SCOPES} value={scopes} onChange={setScopes} />
            <Select
              label="Good for"
              allowDeselect={false}
              data={[
                { value: "1d", label: "a day" },
                { value: "90d", label: "90 days" },
                { value: "365d", label: "a year" },
                { value: "never", label: "ever" },
              ]}
              value={life}
              onChange={setLife}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                Cancel
              </Button>
              <Button type="submit" loading={add.isPending} disabled={scopes.length === 0}>
                Make
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
