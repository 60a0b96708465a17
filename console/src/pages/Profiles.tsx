import { Card, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { get } from "../api/client";
import type { Profile } from "../api/types";
import { Page } from "../parts/Page";
import { Pairs } from "../parts/Pairs";
import { Loaded } from "../parts/States";

export default function Profiles() {
  const profiles = useQuery({ queryKey: ["profiles"], queryFn: () => get<{ profiles: Profile[] }>("/profiles") });
  return (
    <Page title="Profiles">
      <Text size="sm" c="dimmed">
        A profile says how a model speaks. Those below ship with the server; your own are files in the folder <code>profiles</code> of its data
        directory. <code>fumarole profile learn DEVICE</code> proposes one.
      </Text>
      <Loaded query={profiles}>
        {(data) => (
          <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }}>
            {data.profiles.map((it) => (
              <ProfileCard key={it.name} profile={it} />
            ))}
          </SimpleGrid>
        )}
      </Loaded>
    </Page>
  );
}

function ProfileCard({ profile }: { profile: Profile }) {
  const rows: [string, string][] = [
    ["Firmware object", profile.object],
    ["Version node", profile.versionNode],
    ["Deliveries", profile.deliveries.join(", ")],
    ["Operations", profile.operations.join(", ")],
    ["Commands", profile.grouping],
    ["Client shows", profile.clientScheme],
    ["Server shows", profile.serverScheme],
    ["Messages up to", `${profile.replyLimit.toLocaleString("en")} octets`],
    ...(profile.matches.length > 0 ? ([["Taken for", profile.matches.join(", ")]] as [string, string][]) : []),
  ];
  return (
    <Card withBorder>
      <Stack gap="xs">
        <Group justify="space-between">
          <Text fw={600} component="h2" className="mono">
            {profile.name}
          </Text>
        </Group>
        <Text size="sm">{profile.description}</Text>
        <Pairs pairs={rows} />
      </Stack>
    </Card>
  );
}
