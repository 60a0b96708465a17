import { Anchor, Button, Card, Group, Stack, Text } from "@mantine/core";
import { IconPlus, IconRocket } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { get } from "../api/client";
import { useSession } from "../api/session";
import type { CampaignEntry } from "../api/types";
import { Ago } from "../parts/Ago";
import { Named } from "../parts/Named";
import { Page } from "../parts/Page";
import { StateBadge } from "../parts/StateBadge";
import { Empty, Loaded } from "../parts/States";

export default function Campaigns() {
  const { may } = useSession();
  const campaigns = useQuery({
    queryKey: ["campaigns", "all"],
    queryFn: ({ signal }) => get<{ campaigns: CampaignEntry[] }>("/campaigns", { limit: 500 }, signal),
  });
  const create = may("operate") && (
    <Button component={Link} to="/campaigns/new" leftSection={<IconPlus size={16} aria-hidden />}>
      New campaign
    </Button>
  );
  return (
    <Page title="Campaigns" actions={create}>
      <Loaded query={campaigns}>
        {({ campaigns: all }) =>
          all.length === 0 ? (
            <Empty icon={<IconRocket size={36} aria-hidden />} title="No campaigns yet" action={create}>
              A campaign puts a release on many devices, in phases, and stops by itself when it goes wrong.
            </Empty>
          ) : (
            <Stack gap="xs">
              {all.map((it) => (
                <Row key={it.id} campaign={it} />
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Page>
  );
}

function Row({ campaign }: { campaign: CampaignEntry }) {
  return (
    <Card withBorder p="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div style={{ minWidth: 0 }}>
          <Anchor component={Link} to={`/campaigns/${campaign.id}`} fw={600}>
            {campaign.name}
          </Anchor>
          <Text size="sm">
            {campaign.model} → {campaign.version}
            {campaign.filter && (
              <Text span c="dimmed" size="sm" className="mono">
                {" "}
                {campaign.filter}
              </Text>
            )}
          </Text>
          <Text size="sm" c="dimmed">
            <Named text={campaign.reason} />
          </Text>
        </div>
        <Stack gap={4} align="flex-end">
          <StateBadge state={campaign.state} />
          <Text size="xs" c="dimmed" component="div">
            <Ago at={campaign.changed} />
          </Text>
        </Stack>
      </Group>
    </Card>
  );
}
