import { Anchor, Breadcrumbs, Group, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";
import { Link } from "react-router";

interface Crumb {
  to: string;
  words: string;
}

/** A page's head: where it is, what it is called, and what can be done. */
export function Page({
  title,
  above,
  beside,
  actions,
  children,
}: {
  title: string;
  above?: Crumb;
  beside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  useDocumentTitle(`${title} · Fumarole`);
  return (
    <Stack gap="md">
      <Stack gap={4}>
        {above && (
          <Breadcrumbs>
            <Anchor component={Link} to={above.to} size="sm">
              {above.words}
            </Anchor>
            <Text size="sm" c="dimmed" span>
              {title}
            </Text>
          </Breadcrumbs>
        )}
        <Group justify="space-between" align="center" wrap="wrap">
          <Group gap="sm" align="center">
            <Title order={1} size="h2" style={{ overflowWrap: "anywhere" }}>
              {title}
            </Title>
            {beside}
          </Group>
          {actions && <Group gap="xs">{actions}</Group>}
        </Group>
      </Stack>
      {children}
    </Stack>
  );
}
