import { Button, Menu, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconChevronDown, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { ask } from "../api/client";
import { useSession } from "../api/session";
import type { CampaignDetail } from "../api/types";
import { useAction } from "./useAction";

type Verb = "start" | "pause" | "resume" | "abort" | "skip" | "retry";

const DONE: Record<Verb, string> = {
  start: "The campaign runs",
  pause: "Paused: no device begins from now on",
  resume: "It goes on",
  abort: "It is being aborted",
  skip: "The next phase begins",
  retry: "What failed is tried again",
};

const ASKED = "It was asked for: a second person has to agree";

/** What can be done with a campaign now; what cannot be taken back asks first and says how many devices it touches. */
export function CampaignActions({ campaign }: { campaign: CampaignDetail }) {
  const { may } = useSession();
  const act = useAction(
    async (verb: Verb) => {
      const outcome = await ask(`/campaigns/${encodeURIComponent(campaign.id)}/${verb}`);
      return outcome === "asked" ? ASKED : DONE[verb];
    },
    { done: (words) => words, stale: [["approvals"], ["campaign", campaign.id], ["campaigns"], ["campaign-devices", campaign.id], ["overview"]] },
  );
  if (!may("operate") || campaign.ended || campaign.state === "aborting") return null;
  const failed = campaign.phases.reduce((sum, it) => sum + it.failed, 0);
  const unfinished = campaign.waiting + campaign.phases.reduce((sum, it) => sum + it.open + it.held, 0);
  const confirm = (verb: Verb, title: string, words: string, yes: string) =>
    modals.openConfirmModal({
      title,
      children: <Text size="sm">{words}</Text>,
      labels: { confirm: yes, cancel: "Cancel" },
      confirmProps: verb === "abort" ? { color: "red" } : {},
      onConfirm: () => act.mutate(verb),
    });
  return (
    <>
      {campaign.state === "draft" && (
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={act.isPending}
          onClick={() =>
            confirm("start", "Start the campaign?", "It looks for its devices and begins with the first phase. The dry run on this page says whom it reaches, and a rehearsal what will come of it.", "Start")
          }
        >
          Start
        </Button>
      )}
      {campaign.state === "running" && (
        <Button leftSection={<IconPlayerPause size={16} aria-hidden />} loading={act.isPending} onClick={() => act.mutate("pause")}>
          Pause
        </Button>
      )}
      {campaign.state === "paused" && (
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={act.isPending}
          onClick={() => confirm("resume", "Resume the campaign?", `It goes on in spite of what was seen: thresholds count from here. Up to ${unfinished.toLocaleString("en")} devices are still to come.`, "Resume")}
        >
          Resume
        </Button>
      )}
      {campaign.state !== "draft" && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
              More
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item disabled={failed === 0} onClick={() => confirm("retry", "Try again?", `${failed.toLocaleString("en")} devices that failed get another update.`, `Try ${failed.toLocaleString("en")} devices again`)}>
              Try failed devices again
            </Menu.Item>
            <Menu.Item onClick={() => confirm("skip", "Begin the next phase now?", "The phase that runs is not waited for.", "Begin it")}>Next phase now</Menu.Item>
            <Menu.Item
              color="red"
              onClick={() =>
                confirm("abort", "Abort the campaign?", `What has not begun is cancelled, for ever: up to ${unfinished.toLocaleString("en")} devices. What is past its Exec finishes.`, `Abort for ${unfinished.toLocaleString("en")} devices`)
              }
            >
              Abort …
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  );
}
