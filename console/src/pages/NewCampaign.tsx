import { Alert, Button, Card, Group, Select, SimpleGrid, Stack, Stepper, Switch, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { get, send } from "../api/client";
import { quoted } from "../api/filter";
import type { CampaignDetail, DevicePage, Group as DeviceGroup, Overview, Release } from "../api/types";
import { FilterBox } from "../parts/FilterBox";
import { Page } from "../parts/Page";
import { PhaseFields } from "../parts/PhaseFields";
import { freshPlan, idleLimits, inputOf, withPhase, type PlanDraft } from "../parts/plan";
import { Empty, Loaded, wordsOf } from "../parts/States";

const LAST_STEP = 3;

export default function NewCampaign() {
  const [parameters] = useSearchParams();
  const [step, setStep] = useState(0);
  const [plan, setPlan] = useState<PlanDraft>(() => ({
    ...freshPlan(Intl.DateTimeFormat().resolvedOptions().timeZone),
    model: parameters.get("model") ?? "",
    version: parameters.get("version") ?? "",
  }));
  const navigate = useNavigate();
  const change = (part: Partial<PlanDraft>) => setPlan((it) => ({ ...it, ...part }));
  const create = useMutation({
    mutationFn: () => send<CampaignDetail>("POST", "/campaigns", inputOf(plan)),
    onSuccess: (made) => void navigate(`/campaigns/${made.id}`),
  });
  const target = useTarget(plan);
  const idle = plan.dynamic ? [] : idleLimits(plan.phases, target.data?.total ?? 0);
  const hasRelease = plan.model !== "" && plan.version !== "";
  return (
    <Page title="New campaign" above={{ to: "/campaigns", words: "Campaigns" }}>
      <Stepper active={step} onStepClick={setStep} allowNextStepsSelect={hasRelease} size="sm">
        <Stepper.Step label="What" description="release">
          <What plan={plan} change={change} />
        </Stepper.Step>
        <Stepper.Step label="Whom" description="target">
          <Whom plan={plan} change={change} />
        </Stepper.Step>
        <Stepper.Step label="How" description="phases">
          <Stack>
            {plan.phases.map((phase, index) => (
              <PhaseFields
                key={index}
                phase={phase}
                isLast={index === plan.phases.length - 1}
                idleWith={idle[index]}
                change={(part) => change({ phases: plan.phases.map((it, at) => (at === index ? { ...it, ...part } : it)) })}
                remove={plan.phases.length > 1 ? () => change({ phases: plan.phases.filter((_, at) => at !== index) }) : undefined}
              />
            ))}
            <Group>
              <Button variant="default" onClick={() => setPlan(withPhase(plan))}>
                Add a phase
              </Button>
            </Group>
          </Stack>
        </Stepper.Step>
        <Stepper.Step label="When" description="windows and limits">
          <When plan={plan} change={change} />
        </Stepper.Step>
      </Stepper>
      {create.error && (
        <Alert color="red" title="The server refuses it" role="alert">
          {wordsOf(create.error)}
        </Alert>
      )}
      <Group justify="flex-end">
        {step > 0 && (
          <Button variant="default" onClick={() => setStep(step - 1)}>
            Back
          </Button>
        )}
        {step < LAST_STEP ? (
          <Button onClick={() => setStep(step + 1)} disabled={!hasRelease}>
            Next
          </Button>
        ) : (
          <Button onClick={() => create.mutate()} loading={create.isPending} disabled={!hasRelease}>
            Make a draft and see its dry run
          </Button>
        )}
      </Group>
    </Page>
  );
}

interface StepProps {
  plan: PlanDraft;
  change: (part: Partial<PlanDraft>) => void;
}

function What({ plan, change }: StepProps) {
  const releases = useQuery({ queryKey: ["releases", ""], queryFn: () => get<{ releases: Release[] }>("/releases", { limit: 500 }) });
  return (
    <Loaded query={releases} lines={3}>
      {(data) => {
        const out = data.releases.filter((it) => it.state === "released");
        if (out.length === 0) return <Empty title="No release is out yet">Add a package, and bring its release to &quot;released&quot;.</Empty>;
        const value = plan.model ? JSON.stringify([plan.model, plan.version]) : null;
        return (
          <Card withBorder>
            <Stack>
              <Select
                label="Release"
                required
                searchable
                data={out.map((it) => ({ value: JSON.stringify([it.model, it.version]), label: `${it.model} ${it.version} (${it.updateClass})` }))}
                value={value}
                onChange={(chosen) => {
                  const [model, version] = chosen ? (JSON.parse(chosen) as [string, string]) : ["", ""];
                  change({ model, version });
                }}
              />
              <TextInput
                label="Name"
                description="What people will call it"
                placeholder={plan.model ? `${plan.model} ${plan.version}` : ""}
                maxLength={200}
                value={plan.name}
                onChange={(event) => change({ name: event.currentTarget.value })}
              />
            </Stack>
          </Card>
        );
      }}
    </Loaded>
  );
}

/** How many devices it would have now. */
function useTarget(plan: PlanDraft) {
  const [filter] = useDebouncedValue(plan.filter, 300);
  const whole = `model==${quoted(plan.model)};version!=${quoted(plan.version)};standing==enrolled${filter ? `;(${filter})` : ""}`;
  return useQuery({
    queryKey: ["devices", whole, "count"],
    queryFn: ({ signal }) => get<DevicePage>("/devices", { filter: whole, limit: 1, count: true }, signal),
    retry: false,
    enabled: plan.model !== "",
  });
}

function Whom({ plan, change }: StepProps) {
  const overview = useQuery({ queryKey: ["overview"], queryFn: () => get<Overview>("/overview") });
  const groups = useQuery({ queryKey: ["groups"], queryFn: () => get<{ groups: DeviceGroup[] }>("/groups") });
  const count = useTarget(plan);
  const known = {
    version: (overview.data?.models ?? []).filter((it) => it.model === plan.model).flatMap((it) => it.version ?? []),
    group: (groups.data?.groups ?? []).map((it) => it.name),
    standing: ["enrolled"],
  };
  return (
    <Card withBorder>
      <Stack>
        <Text size="sm">
          All enrolled devices of model <b>{plan.model}</b> that do not run <b>{plan.version}</b>, and that this filter takes in:
        </Text>
        <FilterBox filter={plan.filter} known={known} fault={count.error ? wordsOf(count.error) : undefined} onFilter={(next) => change({ filter: next })} />
        <Text fw={600} role="status">
          {count.data?.total === undefined ? "Counting …" : `${count.data.total.toLocaleString("en")} devices now`}
        </Text>
        <Switch
          label="Devices that come later and match join"
          checked={plan.dynamic}
          onChange={(event) => change({ dynamic: event.currentTarget.checked })}
        />
      </Stack>
    </Card>
  );
}

function When({ plan, change }: StepProps) {
  return (
    <Card withBorder>
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <TextInput type="time" label="Devices begin from" description="Any time without it" value={plan.from} onChange={(event) => change({ from: event.currentTarget.value })} />
          <TextInput type="time" label="until" description="The next day, when it is earlier" value={plan.to} onChange={(event) => change({ to: event.currentTarget.value })} />
          <TextInput
            label="By the clock of"
            description="For devices without a label zone"
            value={plan.zone}
            onChange={(event) => change({ zone: event.currentTarget.value })}
          />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput type="number" min={1} label="Updates open at once" description="No limit without it" value={plan.open} onChange={(event) => change({ open: event.currentTarget.value })} />
          <TextInput
            type="number"
            min={1}
            max={60000}
            label="Notifications a minute"
            description="60,000 without it"
            value={plan.notifications}
            onChange={(event) => change({ notifications: event.currentTarget.value })}
          />
        </SimpleGrid>
      </Stack>
    </Card>
  );
}
