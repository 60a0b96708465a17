import { Anchor, Card, Grid, Group, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { get } from "../api/client";
import type { CampaignCourse, CampaignDetail, Forecast } from "../api/types";
import { moment, span } from "./Ago";
import classes from "./Course.module.css";
import { length, line, words, type Count, type Point } from "./course";
import { about, area, difference, horizon, middle } from "./forecast";
import { Named } from "./Named";
import { useRehearsal } from "./rehearsals";
import { StateBadge } from "./StateBadge";
import { Loaded } from "./States";

/** How a campaign has gone until now, and who took longest. */
export function Course({ campaign }: { campaign: CampaignDetail }) {
  const course = useQuery({
    queryKey: ["campaign-course", campaign.id],
    queryFn: ({ signal }) => get<CampaignCourse>(`/campaigns/${encodeURIComponent(campaign.id)}/course`, {}, signal),
    placeholderData: (previous) => previous,
  });
  const forecast = useRehearsal(campaign.id).data?.forecast;
  return (
    <Loaded query={course}>
      {(data) => (
        <Grid>
          <Grid.Col span={{ base: 12, md: 7 }}>
            <Card withBorder h="100%">
              <Title order={2} size="h5" mb="xs">
                Course
              </Title>
              {data.points.length === 0 ? (
                <Text size="sm" c="dimmed">
                  It has not started.
                </Text>
              ) : (
                <BurnUp points={data.points} members={campaign.members} forecast={forecast} />
              )}
            </Card>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 5 }}>
            <Card withBorder h="100%">
              <Title order={2} size="h5" mb="xs">
                Slowest devices
              </Title>
              <Slowest course={data} />
            </Card>
          </Grid.Col>
        </Grid>
      )}
    </Loaded>
  );
}

const WIDTH = 600;
const HEIGHT = 160;
const LINES: { count: Count; label: string }[] = [
  { count: "taken", label: "given a deployment" },
  { count: "succeeded", label: "succeeded" },
  { count: "failed", label: "failed or expired" },
  { count: "other", label: "declined or cancelled" },
];

/** With the forecast of the draft beside it, where there is one. */
function BurnUp({ points, members, forecast }: { points: Point[]; members: number; forecast: Forecast | undefined }) {
  const last = points.at(-1)!;
  const most = Math.max(members, last.taken, forecast?.devices.succeeded.high ?? 0);
  const seconds = forecast ? horizon(forecast, length(points)) : length(points);
  const box = { seconds, most, width: WIDTH, height: HEIGHT };
  const apart = forecast && difference(points, forecast, members);
  const shown = LINES.filter(({ count }) => count !== "other" || last.other > 0);
  return (
    <Stack gap={6}>
      <svg
        className={classes.chart}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Devices over time: ${words(points, members)}${forecast ? "; with the forecast beside it" : ""}`}
      >
        <line className={classes.all} x1={0} x2={WIDTH} y1={HEIGHT * (1 - members / most) + 1} y2={HEIGHT * (1 - members / most) + 1} />
        <line className={classes.axis} x1={0} x2={WIDTH} y1={HEIGHT - 1} y2={HEIGHT - 1} />
        {forecast && <polygon className={classes.band} points={area(forecast.course, "succeeded", box)} />}
        {forecast && <polyline className={`${classes.line} ${classes.expected}`} points={middle(forecast.course, "succeeded", box)} />}
        {shown.map(({ count }) => (
          <polyline key={count} className={`${classes.line} ${classes[count]}`} points={line(points, count, most, WIDTH, HEIGHT, seconds)} />
        ))}
      </svg>
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          {moment(points[0]!.at)}
        </Text>
        <Text size="xs" c="dimmed">
          {forecast ? `after ${about(seconds)}` : moment(last.at)}
        </Text>
      </Group>
      <Group gap="md">
        {shown.map(({ count, label }) => (
          <Group key={count} gap={6}>
            <span className={`${classes.key} ${classes[count]}`} aria-hidden />
            <Text size="xs">
              {last[count].toLocaleString("en")} {label}
            </Text>
          </Group>
        ))}
        <Text size="xs" c="dimmed">
          of {members.toLocaleString("en")}
        </Text>
        {forecast && (
          <Group gap={6}>
            <span className={`${classes.key} ${classes.expected}`} aria-hidden />
            <Text size="xs">succeeded, as forecast</Text>
          </Group>
        )}
      </Group>
      {apart && <Text size="sm">{apart}</Text>}
    </Stack>
  );
}

function Slowest({ course }: { course: CampaignCourse }) {
  if (course.slowest.length === 0)
    return (
      <Text size="sm" c="dimmed">
        No device has a deployment yet.
      </Text>
    );
  return (
    <Table verticalSpacing={4} layout="fixed">
      <Table.Tbody>
        {course.slowest.map((it) => (
          <Table.Tr key={it.deployment}>
            <Table.Td>
              <Anchor component={Link} to={`/devices/${encodeURIComponent(it.device)}`} size="sm" className="mono">
                {it.device}
              </Anchor>
              <Text size="xs" c="dimmed">
                <Named text={it.reason} />
              </Text>
            </Table.Td>
            <Table.Td w={110}>
              <StateBadge state={it.state} />
            </Table.Td>
            <Table.Td w={110} ta="right">
              {span(`PT${it.seconds}S`)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
