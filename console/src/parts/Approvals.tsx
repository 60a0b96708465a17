import { Anchor, Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { get, send } from "../api/client";
import { useSession } from "../api/session";
import type { Approval } from "../api/types";
import { Ago } from "./Ago";
import { useAction } from "./useAction";

const STALE = [["approvals"], ["campaigns"], ["campaign"], ["release"], ["releases"]];

/** What waits for a second person; nothing, where nothing does. */
export function Approvals() {
  const approvals = useQuery({
    queryKey: ["approvals"],
    queryFn: ({ signal }) => get<{ approvals: Approval[] }>("/approvals", { limit: 50 }, signal),
  });
  // What was agreed to and could not be stored waits for another yes.
  const waiting = (approvals.data?.approvals ?? []).filter((it) => it.state === "waiting" || it.state === "agreed");
  if (waiting.length === 0) return null;
  return (
    <Card withBorder style={{ borderLeft: "4px solid var(--mantine-color-yellow-6)" }}>
      <Title order={2} size="h5" mb={4}>
        Waits for a second person
      </Title>
      <Stack gap="xs">
        {waiting.map((it) => (
          <Row key={it.id} approval={it} />
        ))}
      </Stack>
    </Card>
  );
}

function Row({ approval }: { approval: Approval }) {
  const { session, may } = useSession();
  const path = `/approvals/${encodeURIComponent(approval.id)}`;
  const approve = useAction(() => send("POST", `${path}/approve`), { done: "Agreed, and done", stale: STALE });
  const reject = useAction(() => send("POST", `${path}/reject`, {}), { done: "Rejected", stale: STALE });
  const isAgreed = approval.state === "agreed";
  const isOwn = approval.askedBy === session.name;
  return (
    <Group justify="space-between">
      <Text size="sm" component="div">
        {approval.askedBy} asks to {approval.action === "release" ? "release" : "start campaign"}{" "}
        <Anchor component={Link} to={addressOf(approval)} size="sm" underline="always">
          {approval.action === "release" ? `${approval.subject} ${approval.detail}` : approval.subject}
        </Anchor>
        , <Ago at={approval.asked} />
        {isAgreed && `: ${approval.decidedBy ?? "somebody"} has agreed, and it could not be done yet`}
      </Text>
      {may("approve") && (
        <Group gap="xs">
          <Button size="xs" onClick={() => approve.mutate()} loading={approve.isPending} disabled={isOwn}>
            {isOwn ? "Somebody else agrees" : isAgreed ? "Agree once more" : "Agree"}
          </Button>
          {!isAgreed && (
            <Button size="xs" variant="default" onClick={() => reject.mutate()} loading={reject.isPending}>
              Reject
            </Button>
          )}
        </Group>
      )}
    </Group>
  );
}

function addressOf(approval: Approval): string {
  return approval.action === "release"
    ? `/releases/${encodeURIComponent(approval.subject)}/${encodeURIComponent(approval.detail)}`
    : `/campaigns/${encodeURIComponent(approval.subject)}`;
}
