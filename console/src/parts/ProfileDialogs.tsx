import { Alert, Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useNavigate } from "react-router";
import { send } from "../api/client";
import type { ProfileTextCheck, WrittenProfile } from "../api/types";
import { devicesInWords } from "./profile";
import { WhoHasIt } from "./ProfileBits";
import { useAction } from "./useAction";

function stale(name: string): string[][] {
  return [["profiles"], ["profile", name], ["profile-revisions", name], ["profile-check", name]];
}

function touched(devices: number): string {
  if (devices === 0) return "No device has this profile now.";
  return `${devicesInWords(devices)} ${devices === 1 ? "has" : "have"} this profile. Each goes by the new text from its next message on, also within a session.`;
}

/** Asks before devices are spoken to in another way, and says how many those are. */
export function SaveProfile({
  profile,
  path,
  text,
  over,
  check,
  close,
  whenDone,
}: {
  profile: WrittenProfile;
  path: string;
  text: string;
  over: number;
  check: ProfileTextCheck;
  close: () => void;
  whenDone: () => void;
}) {
  const [note, setNote] = useState("");
  const store = useAction(() => send<WrittenProfile>("PUT", path, { text, note }, { headers: { "If-Match": `"${over}"` } }), {
    done: (it) => `${it.name} is revision ${it.revision} now`,
    stale: stale(profile.name),
    whenDone: () => {
      whenDone();
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    store.mutate();
  };
  return (
    <Modal opened onClose={close} title={`Store ${profile.name}?`}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{touched(check.devices)}</Text>
          {check.remarks.length > 0 && (
            <Alert color="gray" py="xs">
              <ul>
                {check.remarks.map((it) => (
                  <li key={it}>
                    <Text size="sm">{it}</Text>
                  </li>
                ))}
              </ul>
            </Alert>
          )}
          <TextInput label="Why" description="For those who read the history" maxLength={500} value={note} onChange={(event) => setNote(event.currentTarget.value)} data-autofocus />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={store.isPending}>
              Store for {devicesInWords(check.devices)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

export function RemoveProfile({ profile, path, close, whenDone }: { profile: WrittenProfile; path: string; close: () => void; whenDone: () => void }) {
  const navigate = useNavigate();
  const isReplaced = profile.base !== undefined;
  const isHeld = !isReplaced && profile.devices > 0;
  const remove = useAction(() => send("DELETE", path, undefined, { headers: { "If-Match": `"${profile.revision}"` } }), {
    done: isReplaced ? `${profile.name} is as it was before` : `${profile.name} is removed`,
    stale: isReplaced ? stale(profile.name) : [["profiles"]],
    whenDone: () => {
      whenDone();
      close();
      if (!isReplaced) void navigate("/profiles");
    },
  });
  const base = profile.base?.origin === "file" ? "the file in the data directory" : "what ships with the server";
  return (
    <Modal opened onClose={close} title={isReplaced ? `Go back to ${base}?` : `Remove ${profile.name}?`}>
      <Stack>
        {isHeld ? (
          <Text size="sm">
            <WhoHasIt name={profile.name} count={profile.devices} />, and nothing ships by that name: give them another profile first.
          </Text>
        ) : (
          <Text size="sm">
            {isReplaced ? touched(profile.devices) : "No device has it."} What was stored stays in the history.
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          {!isHeld && (
            <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
              {isReplaced ? `Change ${devicesInWords(profile.devices)}` : `Remove ${profile.name}`}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
