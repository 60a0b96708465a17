import { Alert, Button, Center, Group, Skeleton, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconPlugConnectedX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Problem } from "../api/problem";

interface Shown<T> {
  data: T | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
}

/** A query's three faces: it loads, it failed, it is there. */
export function Loaded<T>({ query, lines = 6, children }: { query: Shown<T>; lines?: number; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isPending) return <Loading lines={lines} />;
  return <Failed problem={query.error} retry={() => void query.refetch()} />;
}

export function Loading({ lines }: { lines: number }) {
  return (
    <Stack gap="xs" role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} height={22} width={`${95 - ((index * 17) % 40)}%`} />
      ))}
    </Stack>
  );
}

export function Failed({ problem, retry }: { problem: unknown; retry?: () => void }) {
  const isUnreachable = problem instanceof Problem && problem.status === 0;
  const Icon = isUnreachable ? IconPlugConnectedX : IconAlertTriangle;
  return (
    <Alert color="red" icon={<Icon aria-hidden />} title={titleOf(problem)} role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{wordsOf(problem)}</Text>
        {retry && (
          <Button size="xs" variant="default" onClick={retry}>
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

function titleOf(problem: unknown): string {
  if (!(problem instanceof Problem)) return "Something went wrong";
  if (problem.status === 0) return "The server does not answer";
  if (problem.status === 403) return "Your role does not allow this";
  if (problem.status === 404) return "Not found";
  return problem.title;
}

export function wordsOf(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem);
}

/** What a list shows when nothing is in it: why, and what to do. */
export function Empty({ icon, title, children, action }: { icon?: ReactNode; title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <Center py="xl">
      <Stack align="center" gap="xs" maw={460}>
        {icon}
        <Text fw={600}>{title}</Text>
        {children && (
          <Text size="sm" c="dimmed" ta="center" component="div">
            {children}
          </Text>
        )}
        {action && <Group mt="xs">{action}</Group>}
      </Stack>
    </Center>
  );
}
