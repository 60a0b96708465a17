import { Alert, Button, Group, Menu, Modal, Select, Stack, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBell, IconChevronDown, IconDownload, IconLock, IconLockOpen, IconUserCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { get, send } from "../api/client";
import { useSession } from "../api/session";
import type { DeviceDetail, Release } from "../api/types";
import { wordsOf } from "./States";
import { useAction } from "./useAction";

/** What can be done with a device, as far as one may. */
export function DeviceActions({ device }: { device: DeviceDetail }) {
  const { may } = useSession();
  const [isUpdating, update] = useDisclosure();
  const [isLocking, lock] = useDisclosure();
  const path = `/devices/${encodeURIComponent(device.id)}`;
  const stale = [["device", device.id], ["devices"], ["overview"]];
  const notify = useAction(() => send("POST", `${path}/notify`), { done: "The notification is on its way", stale });
  const accept = useAction(() => send("POST", `${path}/accept`), { done: `${device.id} is in service`, stale });
  const release = useAction(() => send("POST", `${path}/release`), { done: `${device.id} is back in service`, stale });
  if (!may("operate")) return null;
  return (
    <>
      {device.standing === "enrolled" && (
        <Button leftSection={<IconDownload size={16} aria-hidden />} onClick={update.open}>
          Update
        </Button>
      )}
      {device.standing === "pending" && (
        <Button leftSection={<IconUserCheck size={16} aria-hidden />} onClick={() => accept.mutate()} loading={accept.isPending}>
          Take in
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            More
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconBell size={16} aria-hidden />} onClick={() => notify.mutate()}>
            Notify: ask it to call
          </Menu.Item>
          {device.standing === "quarantined" ? (
            <Menu.Item leftSection={<IconLockOpen size={16} aria-hidden />} onClick={() => release.mutate()}>
              Back into service
            </Menu.Item>
          ) : (
            <Menu.Item color="red" leftSection={<IconLock size={16} aria-hidden />} onClick={lock.open}>
              Quarantine …
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <UpdateDialog device={device} isOpen={isUpdating} close={update.close} />
      <QuarantineDialog device={device} isOpen={isLocking} close={lock.close} />
    </>
  );
}

function UpdateDialog({ device, isOpen, close }: { device: DeviceDetail; isOpen: boolean; close: () => void }) {
  const [version, setVersion] = useState<string | null>(null);
  const releases = useQuery({
    queryKey: ["releases", device.model ?? ""],
    queryFn: () => get<{ releases: Release[] }>("/releases", { model: device.model }),
    enabled: isOpen,
  });
  const order = useAction(() => send("POST", "/deployments", { device: device.id, version }), {
    done: "Ordered: it begins with the next session",
    stale: [["deployments"], ["device", device.id], ["events"]],
    whenDone: close,
  });
  const choices = (releases.data?.releases ?? []).filter((it) => it.state === "released").map((it) => it.version);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    order.mutate();
  };
  return (
    <Modal opened={isOpen} onClose={close} title={`Update ${device.id}`}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">
            It runs {device.version ?? "a version that it has not told"}. The package that fits is chosen when it calls, and the choice is
            explained on its page.
          </Text>
          {releases.error && <Alert color="red">{wordsOf(releases.error)}</Alert>}
          {releases.data && choices.length === 0 ? (
            <Alert color="yellow">No release of model {device.model ?? "(not told)"} is out.</Alert>
          ) : (
            <Select label="To version" required data={choices} value={version} onChange={setVersion} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" disabled={!version} loading={order.isPending}>
              Update 1 device
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function QuarantineDialog({ device, isOpen, close }: { device: DeviceDetail; isOpen: boolean; close: () => void }) {
  const [reason, setReason] = useState("");
  const lock = useAction(() => send("POST", `/devices/${encodeURIComponent(device.id)}/quarantine`, { reason }), {
    done: `${device.id} is in quarantine`,
    stale: [["device", device.id], ["devices"], ["overview"]],
    whenDone: close,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    lock.mutate();
  };
  return (
    <Modal opened={isOpen} onClose={close} title={`Quarantine ${device.id}`}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">It is still answered, and gets no work until somebody takes it back.</Text>
          <Textarea label="Why" required maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" color="red" loading={lock.isPending}>
              Quarantine 1 device
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
