import { Badge, Button, Group, Menu, Modal, PasswordInput, Select, Stack, Table, Text, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconPlus, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { get, send } from "../api/client";
import { useSession } from "../api/session";
import type { User } from "../api/types";
import { Ago } from "./Ago";
import { Empty, Loaded } from "./States";
import { useAction } from "./useAction";

const ROLES: { value: User["role"]; label: string }[] = [
  { value: "viewer", label: "Viewer: sees everything" },
  { value: "operator", label: "Operator: works with devices, releases and campaigns" },
  { value: "approver", label: "Approver: sees everything, and approves" },
  { value: "admin", label: "Admin: does everything" },
];

const STALE = [["users"]];

type Dialog = { kind: "add" } | { kind: "password"; user: User } | undefined;

export function UsersPanel() {
  const { session } = useSession();
  const [dialog, setDialog] = useState<Dialog>();
  const users = useQuery({ queryKey: ["users"], queryFn: ({ signal }) => get<{ users: User[] }>("/users", {}, signal) });
  const change = useAction(({ name, ...to }: { name: string } & Partial<User>) => send("PATCH", `/users/${encodeURIComponent(name)}`, to), {
    done: "Changed",
    stale: STALE,
  });
  const remove = useAction((name: string) => send("DELETE", `/users/${encodeURIComponent(name)}`), { done: "Removed", stale: STALE });
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setDialog({ kind: "add" })}>
      Add a user
    </Button>
  );
  const askToRemove = (user: User) =>
    modals.openConfirmModal({
      title: `Remove ${user.name}?`,
      children: <Text size="sm">They are signed out at once. What they did stays in the audit.</Text>,
      labels: { confirm: `Remove ${user.name}`, cancel: "Cancel" },
      confirmProps: { color: "red" },
      onConfirm: () => remove.mutate(user.name),
    });
  return (
    <Stack>
      <Group justify="flex-end">{add}</Group>
      <Loaded query={users}>
        {({ users: all }) =>
          all.length === 0 ? (
            <Empty icon={<IconUsers size={36} aria-hidden />} title="No users yet">
              You came with a token. Give each person an account of their own: then it can be told who did what.
            </Empty>
          ) : (
            <Table.ScrollContainer minWidth={640}>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Name</Table.Th>
                    <Table.Th>Role</Table.Th>
                    <Table.Th>State</Table.Th>
                    <Table.Th>Changed</Table.Th>
                    <Table.Th w={110} />
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {all.map((user) => (
                    <Table.Tr key={user.name}>
                      <Table.Td>
                        {user.name}
                        {user.displayName && (
                          <Text size="xs" c="dimmed">
                            {user.displayName}
                          </Text>
                        )}
                      </Table.Td>
                      <Table.Td>
                        <Select
                          aria-label={`Role of ${user.name}`}
                          size="xs"
                          w={240}
                          allowDeselect={false}
                          data={ROLES}
                          value={user.role}
                          disabled={user.name === session.name}
                          onChange={(role) => change.mutate({ name: user.name, role: role as User["role"] })}
                        />
                      </Table.Td>
                      <Table.Td>
                        <Badge variant="light" color={user.active ? "teal" : "gray"}>
                          {user.active ? "active" : "locked"}
                        </Badge>
                      </Table.Td>
                      <Table.Td>
                        <Ago at={user.changed} />
                      </Table.Td>
                      <Table.Td>
                        <Menu position="bottom-end">
                          <Menu.Target>
                            <Button size="xs" variant="default" aria-label={`Change ${user.name}`}>
                              Change
                            </Button>
                          </Menu.Target>
                          <Menu.Dropdown>
                            <Menu.Item onClick={() => setDialog({ kind: "password", user })}>New password …</Menu.Item>
                            <Menu.Item disabled={user.name === session.name} onClick={() => change.mutate({ name: user.name, active: !user.active })}>
                              {user.active ? "Lock out" : "Let in again"}
                            </Menu.Item>
                            <Menu.Item color="red" disabled={user.name === session.name} onClick={() => askToRemove(user)}>
                              Remove …
                            </Menu.Item>
                          </Menu.Dropdown>
                        </Menu>
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )
        }
      </Loaded>
      {dialog?.kind === "add" && <AddDialog close={() => setDialog(undefined)} />}
      {dialog?.kind === "password" && <PasswordDialog user={dialog.user} close={() => setDialog(undefined)} />}
    </Stack>
  );
}

function AddDialog({ close }: { close: () => void }) {
  const [user, setUser] = useState({ name: "", displayName: "", role: "viewer" as User["role"], password: "" });
  const add = useAction(() => send("POST", "/users", { ...user, displayName: user.displayName || undefined }), {
    done: `${user.name} can sign in now`,
    stale: STALE,
    whenDone: close,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Modal opened onClose={close} title="Add a user">
      <form onSubmit={submit}>
        <Stack>
          <TextInput label="Name" description="To sign in with" required autoComplete="off" value={user.name} onChange={(event) => setUser({ ...user, name: event.currentTarget.value })} />
          <TextInput label="Who it is" value={user.displayName} onChange={(event) => setUser({ ...user, displayName: event.currentTarget.value })} />
          <Select label="Role" allowDeselect={false} data={ROLES} value={user.role} onChange={(role) => setUser({ ...user, role: role as User["role"] })} />
          <PasswordInput label="Password" required autoComplete="new-password" value={user.password} onChange={(event) => setUser({ ...user, password: event.currentTarget.value })} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={add.isPending}>
              Add
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function PasswordDialog({ user, close }: { user: User; close: () => void }) {
  const [password, setPassword] = useState("");
  const set = useAction(() => send("PUT", `/users/${encodeURIComponent(user.name)}/password`, { password }), {
    done: `${user.name} has a new password, and is signed out everywhere`,
    stale: STALE,
    whenDone: close,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    set.mutate();
  };
  return (
    <Modal opened onClose={close} title={`New password for ${user.name}`}>
      <form onSubmit={submit}>
        <Stack>
          <PasswordInput label="Password" required autoComplete="new-password" value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={set.isPending}>
              Set
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
