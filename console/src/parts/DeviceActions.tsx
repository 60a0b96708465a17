import { Alert, Button, Group, Menu, Modal, NumberInput, Select, Stack, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBell, IconChevronDown, IconClock, IconDownload, IconKey, IconKeyOff, IconLock, IconLockOpen, IconUserCheck } from "@tabler/icons-react";
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
  const [isPolling, poll] = useDisclosure();
  const [isRotating, rotate] = useDisclosure();
  const path = `/devices/${encodeURIComponent(device.id)}`;
  const stale = [["device", device.id], ["devices"], ["overview"]];
  const notify = useAction(() => send("POST", `${path}/notify`), { done: "The notification is on its way", stale });
  const accept = useAction(() => send("POST", `${path}/accept`), { done: `${device.id} is in service`, stale });
  const release = useAction(() => send("POST", `${path}/release`), { done: `${device.id} is back in service`, stale });
  const keep = useAction(() => send("DELETE", `${path}/rotate-credentials`), { done: "It keeps its secrets", stale });
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
          {device.standing === "enrolled" && (
            <Menu.Item leftSection={<IconClock size={16} aria-hidden />} onClick={poll.open}>
              How often it calls …
            </Menu.Item>
          )}
          {device.standing === "enrolled" &&
            (device.rotation ? (
              <Menu.Item leftSection={<IconKeyOff size={16} aria-hidden />} disabled={device.rotation.state !== "ordered"} onClick={() => keep.mutate()}>
                Take the new secrets back
              </Menu.Item>
            ) : (
              <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={rotate.open}>
                New secrets …
              </Menu.Item>
            ))}
          {device.standing === "quarantined" ? (
            <Menu.Item leftSection={<IconLockOpen size={16} aria-hidden />} onClick={() => release.mutate()}>
              Back into service
            </Menu.Item>
          ) : (
            <Menu.Item color="red" disabled={device.standing === "examined"} leftSection={<IconLock size={16} aria-hidden />} onClick={lock.open}>
              Quarantine …
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <UpdateDialog device={device} isOpen={isUpdating} close={update.close} />
      <QuarantineDialog device={device} isOpen={isLocking} close={lock.close} />
      <PollDialog device={device} isOpen={isPolling} close={poll.close} />
      <RotateDialog device={device} isOpen={isRotating} close={rotate.close} />
    </>
  );
}

const INTERVALS = [
  { value: "15m", label: "every 15 minutes" },
  { value: "1h", label: "every hour" },
  { value: "6h", label: "every 6 hours" },
  { value: "24h", label: "every day" },
  { value: "7d", label: "every week" },
];

function PollDialog({ device, isOpen, close }: { device: DeviceDetail; isOpen: boolean; close: () => void }) {
  const [every, setEvery] = useState<string | null>("24h");
  const [jitter, setJitter] = useState<string | number>(10);
  const tell = useAction(() => send("POST", `/devices/${encodeURIComponent(device.id)}/poll-interval`, { every, jitter: Number(jitter) }), {
    done: "It is told with its next session: see its nodes",
    stale: [["device", device.id], ["node-orders"], ["events"]],
    whenDone: close,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    tell.mutate();
  };
  return (
    <Modal opened={isOpen} onClose={close} title={`How often ${device.id} calls`}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">It is told with its next session, by an order to the node that its profile names. A device without such a node cannot be told.</Text>
          <Select label="It calls by itself" required data={INTERVALS} value={every} onChange={setEvery} />
          <NumberInput
            label="Spread, in percent"
            description="How much longer it may be, so that not all call at once"
            min={0}
            max={100}
            allowDecimal={false}
            value={jitter}
            onChange={setJitter}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" disabled={!every || jitter === ""} loading={tell.isPending}>
              Tell 1 device
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function RotateDialog({ device, isOpen, close }: { device: DeviceDetail; isOpen: boolean; close: () => void }) {
  const order = useAction(() => send("POST", `/devices/${encodeURIComponent(device.id)}/rotate-credentials`), {
    done: "Ordered: it gets them in its next session",
    stale: [["device", device.id], ["events"]],
    whenDone: close,
  });
  return (
    <Modal opened={isOpen} onClose={close} title={`New secrets for ${device.id}`}>
      <Stack>
        <Text size="sm">
          It gets them in its next session. Until it has shown the new one it gets in with either, so that nothing is lost when the line breaks.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button onClick={() => order.mutate()} loading={order.isPending}>
            Order for 1 device
          </Button>
        </Group>
      </Stack>
    </Modal>
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
