import { Anchor, Button, Group, Modal, Select, Stack, Table, Text, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Link, useNavigate } from "react-router";
import { get, send } from "../api/client";
import { useSession } from "../api/session";
import type { Profile, WrittenProfile } from "../api/types";
import { Page } from "../parts/Page";
import { copyOf, isName } from "../parts/profile";
import { ItsDevices, OriginBadge } from "../parts/ProfileBits";
import { Loaded } from "../parts/States";
import { useAction } from "../parts/useAction";

export default function Profiles() {
  const { may } = useSession();
  const [isMaking, setMaking] = useState(false);
  const profiles = useQuery({
    queryKey: ["profiles"],
    queryFn: ({ signal }) => get<{ profiles: Profile[] }>("/profiles", { count: true }, signal),
  });
  const make = may("admin") && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
      Make a profile
    </Button>
  );
  return (
    <Page title="Profiles" actions={make}>
      <Text size="sm" c="dimmed">
        A profile says how a model speaks. Some ship with the server, some lie in files of its data directory, and what is stored here goes before
        both, on all servers, without a restart. <code>fumarole profile learn DEVICE</code> proposes one.
      </Text>
      <Loaded query={profiles}>
        {(data) => (
          <>
            <Table.ScrollContainer minWidth={720}>
              <Table verticalSpacing="xs">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Profile</Table.Th>
                    <Table.Th>From</Table.Th>
                    <Table.Th>Devices</Table.Th>
                    <Table.Th>Taken for models</Table.Th>
                    <Table.Th>Device and server show</Table.Th>
                    <Table.Th>Deliveries</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {data.profiles.map((it) => (
                    <Row key={it.name} profile={it} />
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
            {isMaking && <Making profiles={data.profiles} close={() => setMaking(false)} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Row({ profile }: { profile: Profile }) {
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component={Link} to={`/profiles/${encodeURIComponent(profile.name)}`} className="mono" fw={600} size="sm">
          {profile.name}
        </Anchor>
        <Text size="xs" c="dimmed" maw={420}>
          {profile.description}
        </Text>
      </Table.Td>
      <Table.Td>
        <OriginBadge origin={profile.origin} />
      </Table.Td>
      <Table.Td>
        {profile.devices ? <ItsDevices name={profile.name}>{profile.devices.toLocaleString("en")}</ItsDevices> : 0}
      </Table.Td>
      <Table.Td>{profile.matches.join(", ")}</Table.Td>
      <Table.Td>
        {profile.clientScheme}, {profile.serverScheme}
      </Table.Td>
      <Table.Td>{profile.deliveries.join(", ")}</Table.Td>
    </Table.Tr>
  );
}

/** Begins a profile as a copy of another one: all keys are there then. */
function Making({ profiles, close }: { profiles: Profile[]; close: () => void }) {
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [from, setFrom] = useState("oma-strict");
  const path = (it: string) => `/profiles/${encodeURIComponent(it)}`;
  const make = useAction(
    async () => {
      const { text } = await get<WrittenProfile>(path(from));
      return send<WrittenProfile>("PUT", path(name), { text: copyOf(text, name), note: `a copy of ${from}` }, { headers: { "If-None-Match": "*" } });
    },
    { done: `${name} is stored; no device has it yet`, stale: [["profiles"]], whenDone: () => void navigate(path(name)) },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  const isBad = name !== "" && !isName(name);
  return (
    <Modal opened onClose={close} title="Make a profile">
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label="Its name"
            required
            placeholder="nw-410"
            maxLength={64}
            value={name}
            error={isBad ? "Letters, digits, '.', '_' and '-', the first a letter or digit" : undefined}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select label="It begins as a copy of" data={profiles.map((it) => it.name)} value={from} onChange={(it) => it && setFrom(it)} allowDeselect={false} searchable />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={make.isPending} disabled={!isName(name)}>
              Make it
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
