import { Alert, Anchor, Box, Button, Card, Code, Flex, Group, Progress, Stack, Text, Title } from "@mantine/core";
import { IconBell, IconFileTypeXml, IconJson, IconReport } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { address, get, send } from "../api/client";
import { useSession } from "../api/session";
import type { ConformanceDetail, ConformanceFinding, DeviceDetail } from "../api/types";
import { Ago } from "./Ago";
import { octetLines, worstFirst } from "./conformance";
import { StateBadge } from "./StateBadge";
import { Empty, Loaded } from "./States";
import { useAction } from "./useAction";

interface Evidence {
  from: string;
  head: string;
  words: string;
  octets: string;
  length: number;
}

interface Report {
  results: { id: string; evidence: Evidence[] }[];
}

/** One run: what is played and wanted now, the verdicts as they come, and the evidence when it has ended. */
export function ConformanceRun({ run, device }: { run: string; device: DeviceDetail }) {
  const query = useQuery({ queryKey: ["conformance-run", run], queryFn: ({ signal }) => get<ConformanceDetail>(`/conformance-runs/${run}`, {}, signal) });
  return (
    <Card withBorder component="section" aria-label="Run of the kit">
      <Loaded query={query}>{(data) => <Run run={data} device={device} />}</Loaded>
    </Card>
  );
}

function Run({ run, device }: { run: ConformanceDetail; device: DeviceDetail }) {
  const { may } = useSession();
  const isOpen = !run.ended;
  const path = `/conformance-runs/${run.run}`;
  const stale = [["conformance-run", run.run], ["conformance-runs", device.id], ["device", device.id]];
  const wake = useAction(() => send("POST", `${path}/wake`), { done: "Notified: it should open a session", stale });
  const cancel = useAction(() => send("POST", `${path}/cancel`), { done: "The run ends", stale });
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Group gap="xs">
          <Title order={2} size="h5">
            {isOpen ? "The kit judges it" : "What the kit found"}
          </Title>
          <StateBadge state={run.state} />
        </Group>
        <Group gap="xs">
          {isOpen && may("operate") && (
            <>
              {device.address !== undefined && (
                <Button variant="default" leftSection={<IconBell size={16} aria-hidden />} onClick={() => wake.mutate()} loading={wake.isPending}>
                  Notify it
                </Button>
              )}
              <Button color="red" variant="light" onClick={() => cancel.mutate()} loading={cancel.isPending} disabled={run.state === "cancelling"}>
                End the run
              </Button>
            </>
          )}
          {run.report && <Downloads path={path} />}
        </Group>
      </Group>
      <Text size="xs" c="dimmed" component="div">
        Begun <Ago at={run.started} /> for {run.by}
        {run.firmware && `, with package ${run.firmware}`}
        {run.ended && (
          <>
            , ended <Ago at={run.ended} />
          </>
        )}
      </Text>
      <Progress
        value={(100 * run.findings.length) / Math.max(1, run.planned)}
        color={run.counts.fail > 0 ? "red" : "teal"}
        aria-label={`${run.findings.length} of ${run.planned} cases`}
      />
      <Text size="sm" role="status">
        {run.findings.length} of {run.planned} cases: {run.counts.pass} passed, {run.counts.fail} failed, {run.counts["not-applicable"]} not
        applicable, {run.counts.inconclusive} inconclusive
      </Text>
      {run.end && <Alert color="yellow">It ended early: {run.end}</Alert>}
      {isOpen && <Now run={run} />}
      {run.findings.length === 0 ? (
        !isOpen && <Empty title="Nothing was judged" />
      ) : (
        <Findings run={run} />
      )}
    </Stack>
  );
}

function Downloads({ path }: { path: string }) {
  const report = `${path}/report`;
  return (
    <>
      <Button component="a" href={address(report, { format: "html" })} target="_blank" variant="default" leftSection={<IconReport size={16} aria-hidden />}>
        Report
      </Button>
      <Button component="a" href={address(report, { format: "json" })} variant="default" leftSection={<IconJson size={16} aria-hidden />}>
        JSON
      </Button>
      <Button component="a" href={address(report, { format: "junit" })} variant="default" leftSection={<IconFileTypeXml size={16} aria-hidden />}>
        JUnit
      </Button>
    </>
  );
}

/** What is played, and what somebody is asked to do for it. */
function Now({ run }: { run: ConformanceDetail }) {
  if (!run.now) return <Text size="sm">The next case is about to begin.</Text>;
  return (
    <Alert color="blue" title={run.now.title}>
      <Text size="sm" component="div">
        {run.now.sentence ?? "It is being played."}
        {run.wakes && run.now.word === "session" && " It is notified."}
      </Text>
      <Text size="xs" c="dimmed" component="div">
        <Ago at={run.now.since} />
      </Text>
    </Alert>
  );
}

function Findings({ run }: { run: ConformanceDetail }) {
  const [open, setOpen] = useState<string>();
  const report = useQuery({
    queryKey: ["conformance-report", run.run],
    queryFn: ({ signal }) => get<Report>(`/conformance-runs/${run.run}/report`, { format: "json" }, signal),
    enabled: run.report && open !== undefined,
    staleTime: Infinity,
  });
  const evidence = report.data?.results.find((it) => it.id === open)?.evidence ?? [];
  return (
    <Stack gap={6} component="ul" m={0} p={0} style={{ listStyle: "none" }} aria-label="Verdicts">
      {worstFirst(run.findings).map((it) => (
        <Box component="li" key={it.id}>
          <Finding
            finding={it}
            isOpen={open === it.id}
            toggle={run.report && it.line + it.millis > 0 ? () => setOpen(open === it.id ? undefined : it.id) : undefined}
          />
          {open === it.id && <Loaded query={report}>{() => <EvidenceList evidence={evidence} />}</Loaded>}
        </Box>
      ))}
    </Stack>
  );
}

function Finding({ finding, isOpen, toggle }: { finding: ConformanceFinding; isOpen: boolean; toggle: (() => void) | undefined }) {
  return (
    <Flex gap={{ base: 4, sm: "xs" }} direction={{ base: "column", sm: "row" }} align="flex-start">
      <Box w={{ base: "auto", sm: 130 }} style={{ flexShrink: 0 }}>
        <StateBadge state={finding.verdict} />
      </Box>
      <div style={{ minWidth: 0 }}>
        <Text size="sm" component="div">
          {finding.title}{" "}
          <Text span size="xs" c="dimmed" className="mono">
            {finding.id}
          </Text>
        </Text>
        {finding.why && (
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            {finding.line > 0 && `Line ${finding.line} of the case: `}
            {finding.why}
          </Text>
        )}
        {toggle && (
          <Anchor component="button" type="button" size="xs" underline="always" aria-expanded={isOpen} onClick={toggle}>
            {isOpen ? "Hide" : "Show"} the messages of {finding.id}
          </Anchor>
        )}
      </div>
    </Flex>
  );
}

function EvidenceList({ evidence }: { evidence: Evidence[] }) {
  if (evidence.length === 0) return <Text size="sm">Nothing went over the wire.</Text>;
  return (
    <Stack gap="xs" my="xs">
      {evidence.map((it, index) => (
        <Box key={index}>
          <Text size="xs" fw={600} style={{ overflowWrap: "anywhere" }}>
            {it.from}: {it.head}
          </Text>
          {it.words && (
            <Code block tabIndex={0} aria-label={`Message ${index + 1} in words`}>
              {it.words}
            </Code>
          )}
          {it.octets && (
            <details>
              <summary>
                <Text span size="xs">
                  {it.length.toLocaleString("en")} octets
                </Text>
              </summary>
              <Code block tabIndex={0} aria-label={`Octets of message ${index + 1}`}>
                {octetLines(it.octets)}
              </Code>
            </details>
          )}
        </Box>
      ))}
    </Stack>
  );
}
