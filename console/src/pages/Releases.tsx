import { Anchor, Badge, Button, Group, Table, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPackage, IconUpload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { get } from "../api/client";
import { useSession } from "../api/session";
import type { Release, Releases as Answer } from "../api/types";
import { AdvisoriesPanel } from "../parts/AdvisoriesPanel";
import { Ago } from "../parts/Ago";
import { Page } from "../parts/Page";
import { StateBadge } from "../parts/StateBadge";
import { Empty, Loaded } from "../parts/States";
import { UploadDialog } from "../parts/UploadDialog";

export function releaseAddress(release: Pick<Release, "model" | "version">): string {
  return `/releases/${encodeURIComponent(release.model)}/${encodeURIComponent(release.version)}`;
}

export default function Releases() {
  const { may } = useSession();
  const [isUploading, upload] = useDisclosure();
  const releases = useQuery({
    queryKey: ["releases", ""],
    queryFn: ({ signal }) => get<Answer>("/releases", { limit: 500 }, signal),
  });
  const add = may("release") && (
    <Button leftSection={<IconUpload size={16} aria-hidden />} onClick={upload.open}>
      Add a package
    </Button>
  );
  return (
    <Page title="Releases" actions={add}>
      <Text size="sm" c="dimmed">
        A release is a version of a model with all its packages: a full image, and deltas from older versions.
      </Text>
      <Loaded query={releases}>
        {({ releases: all }) =>
          all.length === 0 ? (
            <Empty icon={<IconPackage size={36} aria-hidden />} title="No releases yet" action={add}>
              The first package of a version makes its release.
            </Empty>
          ) : (
            <Table.ScrollContainer minWidth={640}>
              <Table highlightOnHover>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Model</Table.Th>
                    <Table.Th>Version</Table.Th>
                    <Table.Th>State</Table.Th>
                    <Table.Th>Class</Table.Th>
                    <Table.Th>Hardware</Table.Th>
                    <Table.Th>Changed</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {all.map((it) => (
                    <Table.Tr key={`${it.model} ${it.version}`}>
                      <Table.Td>{it.model}</Table.Td>
                      <Table.Td>
                        <Anchor component={Link} to={releaseAddress(it)} size="sm" aria-label={`${it.model} ${it.version}`}>
                          {it.version}
                        </Anchor>
                      </Table.Td>
                      <Table.Td>
                        <StateBadge state={it.state} />
                      </Table.Td>
                      <Table.Td>
                        <Group gap={6}>
                          {it.updateClass}
                          {it.advisory && (
                            <Badge variant="outline" color="red">
                              advisory
                            </Badge>
                          )}
                        </Group>
                      </Table.Td>
                      <Table.Td>{it.hardware.join(", ") || "all"}</Table.Td>
                      <Table.Td>
                        <Ago at={it.changed} />
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )
        }
      </Loaded>
      <AdvisoriesPanel />
      <UploadDialog policy={releases.data?.policy} isOpen={isUploading} close={upload.close} />
    </Page>
  );
}
