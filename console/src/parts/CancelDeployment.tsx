import { Button, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { send } from "../api/client";
import { useSession } from "../api/session";
import { useAction } from "./useAction";

/** Stops one update of one device; the server refuses it once the device is at work. */
export function CancelDeployment({ deployment, device, campaign }: { deployment: string; device: string; /** By its name. */ campaign?: string | undefined }) {
  const { may } = useSession();
  const cancel = useAction(() => send("POST", `/deployments/${encodeURIComponent(deployment)}/cancel`), {
    done: `The update of ${device} is cancelled`,
    stale: [["device", device], ["deployments", device], ["events", device], ["campaign-devices"], ["campaign"], ["overview"]],
  });
  if (!may("operate")) return null;
  const ask = () =>
    modals.openConfirmModal({
      title: `Cancel the update of ${device}?`,
      children: (
        <Stack gap="xs">
          <Text size="sm">
            It stops the update of 1 device{campaign && `, and campaign "${campaign}" does not try it again by itself`}. The device stays as it is, and
            may be given another.
          </Text>
          <Text size="sm">A device that has begun finishes what it has begun: then this is refused.</Text>
        </Stack>
      ),
      labels: { confirm: "Cancel it for 1 device", cancel: "Leave it" },
      confirmProps: { color: "red" },
      onConfirm: () => cancel.mutate(),
    });
  return (
    <Button size="compact-sm" variant="light" color="red" onClick={ask} loading={cancel.isPending}>
      Cancel this update …
    </Button>
  );
}
