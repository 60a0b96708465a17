import { Alert, Button, Card, Group, List, Progress, SimpleGrid, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { send } from "../api/client";
import { useSession } from "../api/session";
import type { Forecast, ForecastBrief, Rehearsal, RehearsalInput } from "../api/types";
import { Ago, span } from "./Ago";
import classes from "./Course.module.css";
import { about, area, count, failuresOf, failuresText, figures, horizon, inputOf, middle, NOTHING_SAID, octets, percent, saidOf, things, type SaidDraft } from "./forecast";
import { rehearsalPath, useRehearsal } from "./rehearsals";
import { Pairs } from "./Pairs";
import { Loaded } from "./States";
import { useAction } from "./useAction";
import { WideTable } from "./WideTable";

/** What will happen if a draft is started, and what is said of its devices for that. */
export function RehearsalPanel({ id }: { id: string }) {
  const rehearsal = useRehearsal(id);
  return (
    <Card withBorder>
      <Title order={2} size="h5" mb="xs">
        Rehearsal
      </Title>
      <Loaded query={rehearsal} lines={3}>
        {(data) => <Shown key={data.asked ?? "none"} id={id} rehearsal={data} />}
      </Loaded>
    </Card>
  );
}

function Shown({ id, rehearsal }: { id: string; rehearsal: Rehearsal }) {
  const { may } = useSession();
  const stale = [["campaign-rehearsal", id]];
  const [said, setSaid] = useState<SaidDraft>(() => (rehearsal.given ? saidOf(rehearsal.given) : NOTHING_SAID));
  const begin = useAction((input: RehearsalInput) => send("POST", rehearsalPath(id), input), { stale });
  const stop = useAction(() => send("DELETE", rehearsalPath(id)), { done: "The rehearsal is stopped", stale });
  const isRunning = rehearsal.state === "running";
  const isWrong = failuresOf(said.fail) === undefined;
  return (
    <Stack gap="sm">
      {rehearsal.state === "none" && (
        <Text size="sm" c="dimmed">
          The campaign is played several times over the devices of the inventory, each time with other chance: when it will be done, whether a threshold stops it, what the server has to bear, and
          whom it never reaches. Nothing is stored at the devices, and nobody is notified.
        </Text>
      )}
      {rehearsal.state === "failed" && (
        <Alert color="red" title="It could not be rehearsed" role="alert">
          {rehearsal.words}
        </Alert>
      )}
      {isRunning && <Running rehearsal={rehearsal} />}
      {rehearsal.forecast && <Outcome forecast={rehearsal.forecast} asked={rehearsal.asked ?? rehearsal.forecast.start} />}
      {may("operate") && !isRunning && <Said said={said} used={rehearsal.habits} change={(part) => setSaid({ ...said, ...part })} isWrong={isWrong} />}
      {may("operate") && (
        <Group>
          {isRunning ? (
            <Button variant="default" onClick={() => stop.mutate()} loading={stop.isPending}>
              Stop the rehearsal
            </Button>
          ) : (
            <Button variant={rehearsal.state === "none" ? "filled" : "default"} onClick={() => begin.mutate(inputOf(said))} loading={begin.isPending} disabled={isWrong}>
              {rehearsal.state === "none" ? "Rehearse" : "Rehearse again"}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}

function Running({ rehearsal }: { rehearsal: Rehearsal }) {
  const { played = 0, plays } = rehearsal;
  return (
    <Stack gap={4}>
      <Text size="sm" role="status">
        {plays === undefined ? "Reading the devices …" : `${played} of ${plays} runs are played`}
      </Text>
      <Progress value={plays === undefined ? 0 : (100 * played) / plays} animated aria-label="Runs that are played" />
    </Stack>
  );
}

/** Of the devices; what is left empty is learnt, and then stands there in grey. */
function Said({ said, used, change, isWrong }: { said: SaidDraft; used: Rehearsal["habits"]; change: (part: Partial<SaidDraft>) => void; isWrong: boolean }) {
  const learnt = (value: string | undefined) => value ?? "learnt";
  return (
    <fieldset className={classes.said}>
      <legend>
        <Text size="sm" fw={600}>
          How the devices behave
        </Text>
      </legend>
      <Text size="xs" c="dimmed" mb="xs">
        What is left empty is learnt from the inventory and from an earlier campaign of the model, or usual.{used ? " In grey stands what the rehearsal took." : ""}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
        <TextInput
          label="They call each"
          description="Such as 6h"
          placeholder={learnt(used?.poll ? span(used.poll) : used && "never by themselves")}
          value={said.poll}
          onChange={(event) => change({ poll: event.currentTarget.value })}
        />
        <TextInput
          type="number"
          min={0}
          max={100}
          label="Notifications answered, %"
          description="Of those that reach them"
          placeholder={learnt(used && String(used.answers))}
          value={said.answers}
          onChange={(event) => change({ answers: event.currentTarget.value })}
        />
        <TextInput
          label="Installing takes"
          description="From the download to the report"
          placeholder={learnt(used && span(used.install))}
          value={said.install}
          onChange={(event) => change({ install: event.currentTarget.value })}
        />
        <TextInput
          label="Updates that fail"
          description="By result code: 410=2%, 503=1%"
          placeholder={learnt(used && (failuresText(used.fail) || "none"))}
          value={said.fail}
          error={isWrong && "Codes of failures and percents, such as 410=2%"}
          onChange={(event) => change({ fail: event.currentTarget.value })}
        />
        <TextInput
          type="number"
          min={0}
          max={100}
          label="Fall silent, %"
          description="Take it and never report"
          placeholder={learnt(used && String(used.silent))}
          value={said.silent}
          onChange={(event) => change({ silent: event.currentTarget.value })}
        />
        <TextInput
          label="Resumed after"
          description="When a threshold pauses it"
          placeholder="never"
          value={said.resumeAfter}
          onChange={(event) => change({ resumeAfter: event.currentTarget.value })}
        />
      </SimpleGrid>
    </fieldset>
  );
}

function Outcome({ forecast, asked }: { forecast: Forecast; asked: string }) {
  return (
    <Stack gap="sm">
      <Text size="sm" role="status">
        Rehearsed <Ago at={asked} /> over {things(forecast.fleet, "device")}, {things(forecast.runs, "run")}. In brackets: one run in ten is below, and one above.
      </Text>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Pairs pairs={figures(forecast)} />
        <Stack gap="xs">
          <Chart forecast={forecast} />
          <Reasons forecast={forecast} />
        </Stack>
      </SimpleGrid>
      {forecast.sensitivity.length > 0 && <Moved forecast={forecast} />}
      <div>
        <Title order={3} size="h6">
          What this stands on
        </Title>
        <List size="sm">
          {forecast.assumptions.map((it) => (
            <List.Item key={it}>{it}</List.Item>
          ))}
        </List>
      </div>
    </Stack>
  );
}

const WIDTH = 600;
const HEIGHT = 160;

function Chart({ forecast }: { forecast: Forecast }) {
  const seconds = horizon(forecast, 0);
  const box = { seconds, most: Math.max(1, forecast.devices.members.high), width: WIDTH, height: HEIGHT };
  const { course, devices, end } = forecast;
  return (
    <Stack gap={4}>
      <svg
        className={classes.chart}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Forecast of devices over time: ${count(devices.succeeded.median)} of ${count(devices.members.median)} succeed${end.most ? `, 90% of them after ${about(end.most.median)}` : ""}`}
      >
        <line className={classes.axis} x1={0} x2={WIDTH} y1={HEIGHT - 1} y2={HEIGHT - 1} />
        <polygon className={classes.band} points={area(course, "succeeded", box)} />
        <polyline className={`${classes.line} ${classes.taken}`} points={middle(course, "taken", box)} />
        <polyline className={`${classes.line} ${classes.succeeded}`} points={middle(course, "succeeded", box)} />
        <polyline className={`${classes.line} ${classes.failed}`} points={middle(course, "failed", box)} />
      </svg>
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          start
        </Text>
        <Text size="xs" c="dimmed">
          after {about(seconds)}
        </Text>
      </Group>
      <Group gap="md">
        {(["taken", "succeeded", "failed"] as const).map((it) => (
          <Group key={it} gap={6}>
            <span className={`${classes.key} ${classes[it]}`} aria-hidden />
            <Text size="xs">{LABELS[it]}</Text>
          </Group>
        ))}
      </Group>
    </Stack>
  );
}

const LABELS = { taken: "given a deployment", succeeded: "succeeded, with eight runs of ten", failed: "failed or expired" };

function Reasons({ forecast }: { forecast: Forecast }) {
  return (
    <List size="sm">
      {Object.entries(forecast.end.reasons).map(([words, runs]) => (
        <List.Item key={words}>
          {runs} of {forecast.runs} runs end {words}
        </List.Item>
      ))}
    </List>
  );
}

const HEADS = ["Setting", "Done after", "90% after", "Stopped", "Succeed", "Sessions/s", "Octets/s", "Notified"];

function Moved({ forecast }: { forecast: Forecast }) {
  const { compared = forecast.runs } = forecast;
  const rows: [string, ForecastBrief][] = [["as it is", forecast.sensitivity[0]!.from], ...forecast.sensitivity.map((it): [string, ForecastBrief] => [it.setting, it.to])];
  const time = (seconds: number | undefined) => (seconds === undefined ? "never" : about(seconds));
  return (
    <div>
      <Title order={3} size="h6">
        When one setting moves
      </Title>
      {compared < forecast.runs && (
        <Text size="xs" c="dimmed">
          In each row the first {things(compared, "run")} of the {forecast.runs}: what differs between rows is the setting’s doing; what differs from above is that there all runs count.
        </Text>
      )}
      <WideTable label="When one setting moves" minWidth={640}>
        <Table.Thead>
          <Table.Tr>
            {HEADS.map((it, index) => (
              <Table.Th key={it} ta={index === 0 ? "left" : "right"}>
                {it}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(([name, it]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={400}>
                {name}
              </Table.Th>
              {[time(it.finish), time(it.most), percent(it.pauses), count(it.succeeded), count(it.peakSessions), octets(it.peakOctets), count(it.notifications)].map((cell, index) => (
                <Table.Td key={index} ta="right">
                  {cell}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </div>
  );
}
