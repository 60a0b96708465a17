import { Button, Group, Modal, SegmentedControl, Stack, Table, Text } from "@mantine/core";
import { IconInbox } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get, send } from "../api/client";
import type { Webhook, WebhookDeliveries } from "../api/types";
import { Ago } from "./Ago";
import { Empty, Loaded } from "./States";
import { useAction } from "./useAction";

const STATES = [
  { value: "dead", label: "Given up" },
  { value: "waiting", label: "Waiting" },
  { value: "delivered", label: "Taken" },
];

/** What a webhook does not have, and what it has. */
export function DeliveriesDialog({ webhook, close }: { webhook: Webhook; close: () => void }) {
  const [state, setState] = useState(webhook.dead > 0 ? "dead" : "waiting");
  const path = `/webhooks/${webhook.id}`;
  const stale = [["webhooks"], ["deliveries", webhook.id]];
  const query = useInfiniteQuery({
    queryKey: ["deliveries", webhook.id, state],
    queryFn: ({ signal, pageParam }) => get<WebhookDeliveries>(`${path}/deliveries`, { state, limit: 50, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor,
  });
  const again = useAction((event: string) => send("POST", `${path}/deliveries/${event}/redeliver`, {}), { done: "It is brought again", stale });
  const all = useAction(() => send<{ again: number }>("POST", `${path}/redeliver`, {}), {
    done: (it) => `${it.again} are brought again`,
    stale,
  });
  return (
    <Modal opened onClose={close} size="xl" title={`Deliveries to ${webhook.name}`}>
      <Stack>
        <Group justify="space-between">
          <SegmentedControl data={STATES} value={state} onChange={setState} aria-label="Which deliveries" />
          {state === "dead" && (
            <Button variant="default" onClick={() => all.mutate()} loading={all.isPending}>
              Bring all of them again
            </Button>
          )}
        </Group>
        <Loaded query={query}>
          {({ pages }) => {
            const rows = pages.flatMap((page) => page.deliveries);
            if (rows.length === 0)
              return (
                <Empty icon={<IconInbox size={36} aria-hidden />} title="Nothing here">
                  {state === "dead" ? "It has everything, or is still being called." : "Nothing of that kind in the last days."}
                </Empty>
              );
            return (
              <Table.ScrollContainer minWidth={560}>
                <Table>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>Event</Table.Th>
                      <Table.Th>Tries</Table.Th>
                      <Table.Th>What happened</Table.Th>
                      <Table.Th w={120} />
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {rows.map((it) => (
                      <Table.Tr key={it.id}>
                        <Table.Td>
                          <Text size="sm">{it.type.replace("io.fumarole.", "")}</Text>
                          <Text size="xs" c="dimmed">
                            {String(it.event.subject)}
                          </Text>
                        </Table.Td>
                        <Table.Td>{it.tries}</Table.Td>
                        <Table.Td>
                          <Text size="sm">{it.words}</Text>
                          <Text size="xs" c="dimmed">
                            <Ago at={it.changed} />
                            {it.next && (
                              <>
                                , again <Ago at={it.next} />
                              </>
                            )}
                          </Text>
                        </Table.Td>
                        <Table.Td>
                          <Button size="xs" variant="subtle" onClick={() => again.mutate(it.id)} aria-label={`Bring ${it.type} of ${String(it.event.subject)} again`}>
                            Bring again
                          </Button>
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
            );
          }}
        </Loaded>
        {query.hasNextPage && (
          <Button variant="default" onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
            More
          </Button>
        )}
      </Stack>
    </Modal>
  );
}
