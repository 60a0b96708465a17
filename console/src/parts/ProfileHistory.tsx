import { Button, Card, Stack, Table, Text, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { get } from "../api/client";
import type { ProfileRevision, ProfileRevisions, WrittenProfile } from "../api/types";
import { Ago } from "./Ago";
import { Loaded } from "./States";
import { useAction } from "./useAction";

const PAGE = 20;

/** What was stored of a profile, and a way to have it again. */
export function ProfileHistory({ profile, path, onBack }: { profile: WrittenProfile; path: string; onBack?: (text: string) => void }) {
  const pages = useInfiniteQuery({
    queryKey: ["profile-revisions", profile.name, "pages"],
    queryFn: ({ signal, pageParam }) => get<ProfileRevisions>(`${path}/revisions`, { limit: PAGE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor,
  });
  const back = useAction((revision: number) => get<ProfileRevision>(`${path}/revisions/${revision}`), {
    done: (it) => `The text of revision ${it.revision} is in the editor: look at it, and store it`,
    stale: [],
    whenDone: (it) => onBack?.(it.text ?? ""),
  });
  return (
    <Card withBorder>
      <Title order={2} size="h5" mb="xs">
        History
      </Title>
      <Loaded query={pages} lines={2}>
        {(data) => {
          const rows = data.pages.flatMap((it) => it.revisions);
          if (rows.length === 0) return <Text size="sm">Nobody has changed it.</Text>;
          return (
            <Stack gap="xs" align="flex-start">
              <Table verticalSpacing={4}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Revision</Table.Th>
                    <Table.Th>When, who, why</Table.Th>
                    {onBack && <Table.Th />}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rows.map((it) => (
                    <Table.Tr key={it.revision}>
                      <Table.Td>{it.revision}</Table.Td>
                      <Table.Td style={{ overflowWrap: "anywhere" }}>
                        {it.removed && "Removed "}
                        <Ago at={it.at} /> by {it.by}
                        {it.note && `: ${it.note}`}
                      </Table.Td>
                      {onBack && (
                        <Table.Td>
                          {!it.removed && (
                            <Button size="compact-xs" variant="default" onClick={() => back.mutate(it.revision)} aria-label={`Bring back revision ${it.revision}`}>
                              Bring back
                            </Button>
                          )}
                        </Table.Td>
                      )}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
              {pages.hasNextPage && (
                <Button size="xs" variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                  More
                </Button>
              )}
            </Stack>
          );
        }}
      </Loaded>
    </Card>
  );
}
