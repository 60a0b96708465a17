import { Alert, Button, Card, Checkbox, Group, Select, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState, type FormEvent } from "react";
import { get, send } from "../api/client";
import type { ConformanceCase, ConformanceDetail, DeviceDetail, FirmwarePackage } from "../api/types";
import { costOf, groupsOf, lackOf, usualOf, type CaseGroup, type Means } from "./conformance";
import { Empty, Loaded } from "./States";
import { useAction } from "./useAction";

/** Large enough to be hit beside others; the words stay as small as elsewhere. */
const BOX = { size: "md", styles: { label: { fontSize: "var(--mantine-font-size-sm)" } } } as const;

const PATIENCE = [
  { value: "2m", label: "2 minutes" },
  { value: "10m", label: "10 minutes" },
  { value: "1h", label: "1 hour" },
  { value: "2h", label: "2 hours" },
];

/** What is to be played, with what it costs the device. */
export function ConformanceChoice({ device, onBegun }: { device: DeviceDetail; onBegun: (run: string) => void }) {
  const cases = useQuery({ queryKey: ["conformance-cases"], queryFn: () => get<{ cases: ConformanceCase[] }>("/conformance-cases"), staleTime: Infinity });
  return (
    <Loaded query={cases}>
      {({ cases: all }) =>
        all.length === 0 ? (
          <Empty title="This server was started without the kit" />
        ) : (
          <Choice device={device} cases={all} onBegun={onBegun} />
        )
      }
    </Loaded>
  );
}

function Choice({ device, cases, onBegun }: { device: DeviceDetail; cases: ConformanceCase[]; onBegun: (run: string) => void }) {
  const [search, setSearch] = useState("");
  const [firmware, setFirmware] = useState<string | null>(null);
  const [isAttended, setAttended] = useState(false);
  const [wakes, setWakes] = useState(false);
  const [patience, setPatience] = useState<string | null>("2m");
  const [picked, setPicked] = useState<ReadonlySet<string>>();
  const isReachable = device.address !== undefined;
  const means: Means = { hasPackage: firmware !== null, isAttended, isReachable };
  const usual = useMemo(() => new Set(usualOf(cases, means)), [cases, means.hasPackage, means.isAttended, means.isReachable]);
  const chosen = picked ?? usual;
  const groups = groupsOf(cases, search);
  const packages = useQuery({ queryKey: ["packages"], queryFn: () => get<{ packages: FirmwarePackage[] }>("/packages", { limit: 1000 }) });
  const fitting = (packages.data?.packages ?? []).filter((it) => it.model === device.model);
  const begin = useAction(
    () =>
      send<ConformanceDetail>("POST", `/devices/${encodeURIComponent(device.id)}/conformance-runs`, {
        cases: [...chosen],
        attended: isAttended,
        wakes,
        ...(patience ? { patience } : {}),
        ...(firmware ? { firmware } : {}),
      }),
    {
      done: "Begun: the kit waits for the device's next session",
      stale: [["conformance-runs", device.id], ["device", device.id], ["events", device.id]],
      whenDone: (run) => onBegun(run.run),
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    begin.mutate();
  };
  const pick = (ids: string[], isWanted: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) if (isWanted) next.add(id);
      else next.delete(id);
    setPicked(next);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Title order={2} size="h6">
          Have the kit judge it
        </Title>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Select
            label="Package that it takes, again and again"
            description="Without one, nothing is installed"
            placeholder={fitting.length === 0 ? `None of model ${device.model ?? "(not told)"} is there` : "None"}
            data={fitting.map((it) => ({ value: it.id, label: `${it.id}, leads to ${it.toVersion}` }))}
            value={firmware}
            onChange={setFirmware}
            clearable
            searchable
          />
          <Select
            label="It may stay silent for"
            description="Two cases in a row without a word end the run"
            data={PATIENCE}
            value={patience}
            allowDeselect={false}
            onChange={setPatience}
          />
        </SimpleGrid>
        <Group>
          <Checkbox {...BOX} label="Somebody is at the device" checked={isAttended} onChange={(event) => setAttended(event.currentTarget.checked)} />
          <Checkbox
            {...BOX}
            label="Notify it each time that it should open a session"
            description={isReachable ? undefined : "It has no address for that"}
            disabled={!isReachable}
            checked={wakes}
            onChange={(event) => setWakes(event.currentTarget.checked)}
          />
        </Group>
        <Alert color="yellow" title={`${chosen.size} ${chosen.size === 1 ? "case" : "cases"} of ${cases.length}`}>
          <Stack gap="xs" align="flex-start">
            <Text size="sm">
              It costs the device {costOf(cases.filter((it) => chosen.has(it.id)), firmware !== null)}. Until the run has ended the kit answers it
              instead of the server, and updates wait.
            </Text>
            <Button type="submit" disabled={chosen.size === 0} loading={begin.isPending}>
              Begin on 1 device
            </Button>
          </Stack>
        </Alert>
        <Group align="flex-end" gap="xs">
          <TextInput label="Find cases" value={search} onChange={(event) => setSearch(event.currentTarget.value)} style={{ flex: 1 }} miw={180} />
          <Button variant="default" onClick={() => setPicked(undefined)}>
            The usual ones
          </Button>
          <Button variant="default" onClick={() => setPicked(new Set(cases.map((it) => it.id)))}>
            All
          </Button>
          <Button variant="default" onClick={() => setPicked(new Set())}>
            None
          </Button>
        </Group>
        {groups.length === 0 && <Empty title="No case is about that" />}
        <SimpleGrid cols={{ base: 1, md: 2 }}>
          {groups.map((it) => (
            <CasesOf key={it.name} group={it} isOpen={search !== ""} chosen={chosen} means={means} pick={pick} />
          ))}
        </SimpleGrid>
      </Stack>
    </form>
  );
}

interface Picking {
  chosen: ReadonlySet<string>;
  means: Means;
  pick: (ids: string[], isWanted: boolean) => void;
}

function CasesOf({ group, isOpen, chosen, means, pick }: { group: CaseGroup; isOpen: boolean } & Picking) {
  const count = group.cases.filter((it) => chosen.has(it.id)).length;
  return (
    <Card withBorder p="sm" component="section" aria-label={group.name}>
      <Checkbox
        {...BOX}
        label={`${group.name}: ${count} of ${group.cases.length}`}
        checked={count === group.cases.length}
        indeterminate={count > 0 && count < group.cases.length}
        onChange={(event) => pick(group.cases.map((it) => it.id), event.currentTarget.checked)}
      />
      <details open={isOpen}>
        <summary style={{ paddingBlock: 4 }}>
          <Text span size="sm">
            One by one
          </Text>
        </summary>
        <Stack gap={6} mt={6} pl="md">
          {group.cases.map((it) => (
            <OneCase key={it.id} it={it} chosen={chosen} means={means} pick={pick} />
          ))}
        </Stack>
      </details>
    </Card>
  );
}

function OneCase({ it, chosen, means, pick }: { it: ConformanceCase } & Picking) {
  const lack = lackOf(it, means);
  return (
    <Checkbox
      {...BOX}
      label={
        <>
          {it.title}{" "}
          <Text span size="xs" c="dimmed" className="mono">
            {it.id}
          </Text>
        </>
      }
      description={[...it.specs, ...(lack ? [`it ${lack}`] : [])].join(", ")}
      checked={chosen.has(it.id)}
      onChange={(event) => pick([it.id], event.currentTarget.checked)}
    />
  );
}
