import { Box, Group, Table, Text, Tooltip, VisuallyHidden } from "@mantine/core";
import type { Overview } from "../api/types";
import styles from "./Results.module.css";

const DAYS = 14;
const DAY_MS = 86_400_000;
const STATES = ["succeeded", "failed", "expired", "declined", "cancelled"] as const;

interface Day {
  day: string;
  counts: Record<string, number>;
  total: number;
}

/** The results of two weeks, a bar a day. */
export function ResultBars({ overview }: { overview: Overview }) {
  const days = daysOf(overview);
  const highest = Math.max(1, ...days.map((it) => it.total));
  return (
    <Box>
      <div className={styles["bars"]} aria-hidden>
        {days.map((it) => (
          <Tooltip key={it.day} label={`${it.day}: ${inWords(it)}`}>
            <div className={styles["day"]}>
              <div className={styles["bar"]}>
                {STATES.map((state) => (
                  <div key={state} className={styles[state]} style={{ height: `${(100 * (it.counts[state] ?? 0)) / highest}%` }} />
                ))}
              </div>
              <Text size="xs" c="dimmed" ta="center">
                {it.day.slice(8)}
              </Text>
            </div>
          </Tooltip>
        ))}
      </div>
      <Group gap="md" mt={4} aria-hidden>
        {STATES.map((state) => (
          <Group key={state} gap={6}>
            <span className={`${styles["key"]} ${styles[state]}`} />
            <Text size="xs">{state}</Text>
          </Group>
        ))}
      </Group>
      <VisuallyHidden>
        <ul>
          {days.map((it) => (
            <li key={it.day}>
              {it.day}: {inWords(it)}
            </li>
          ))}
        </ul>
      </VisuallyHidden>
    </Box>
  );
}

function inWords(day: Day): string {
  if (day.total === 0) return "nothing ended";
  return STATES.filter((it) => day.counts[it])
    .map((it) => `${day.counts[it]!.toLocaleString("en")} ${it}`)
    .join(", ");
}

function daysOf(overview: Overview): Day[] {
  const today = Math.floor(Date.parse(overview.at) / DAY_MS);
  return Array.from({ length: DAYS }, (_, index) => {
    const day = new Date((today - DAYS + 1 + index) * DAY_MS).toISOString().slice(0, 10);
    const counts: Record<string, number> = {};
    for (const it of overview.results) if (it.day.startsWith(day)) counts[it.state] = (counts[it.state] ?? 0) + it.deployments;
    return { day, counts, total: Object.values(counts).reduce((sum, it) => sum + it, 0) };
  });
}

/** What did not succeed, by cause and the device's code, the most frequent first. */
export function Causes({ overview }: { overview: Overview }) {
  const sums = new Map<string, number>();
  for (const it of overview.results)
    if (it.state !== "succeeded") {
      const words = [it.state, it.cause?.replaceAll("-", " "), it.code].filter((part) => part !== undefined).join(" · ");
      sums.set(words, (sums.get(words) ?? 0) + it.deployments);
    }
  const rows = [...sums].sort((one, other) => other[1] - one[1]).slice(0, 8);
  if (rows.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Nothing failed in 14 days.
      </Text>
    );
  return (
    <Table verticalSpacing={4}>
      <Table.Tbody>
        {rows.map(([words, deployments]) => (
          <Table.Tr key={words}>
            <Table.Td>{words}</Table.Td>
            <Table.Td ta="right">{deployments.toLocaleString("en")}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
