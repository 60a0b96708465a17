import { Alert, Button, Card, Group, Select, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useDebouncedValue, useDisclosure } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { get, send } from "../api/client";
import { useSession } from "../api/session";
import type { ProfileRevision, ProfileRevisions, ProfileTextCheck, WrittenProfile } from "../api/types";
import { Ago } from "./Ago";
import { Differences } from "./Differences";
import { offsetOf } from "./profile";
import { WhoHasIt } from "./ProfileBits";
import { RemoveProfile, SaveProfile } from "./ProfileDialogs";
import { ProfileHistory } from "./ProfileHistory";
import { TextEditor } from "./TextEditor";
import { wordsOf } from "./States";

/** A person pauses this long between two thoughts. */
const PAUSE_MS = 500;

/** What somebody has written, and over which revision. */
interface Draft {
  text: string;
  over: number;
}

export function ProfileEditor({ profile }: { profile: WrittenProfile }) {
  const { may } = useSession();
  const isEditor = may("admin");
  const path = `/profiles/${encodeURIComponent(profile.name)}`;
  const [draft, setDraft] = useState<Draft>();
  const [isSaving, saving] = useDisclosure();
  const [isRemoving, removing] = useDisclosure();
  const field = useRef<HTMLTextAreaElement>(null);
  const text = draft?.text ?? profile.text;
  const isChanged = text !== profile.text;
  const isOvertaken = draft !== undefined && isChanged && draft.over !== profile.revision;
  const [paused] = useDebouncedValue(text, PAUSE_MS);
  const check = useQuery({
    queryKey: ["profile-check", profile.name, paused],
    queryFn: ({ signal }) => send<ProfileTextCheck>("POST", `${path}/check`, { text: paused }, { signal }),
    placeholderData: keepPreviousData,
  });
  const isChecked = paused === text && check.data !== undefined && !check.isPlaceholderData;
  const errors = isChecked ? check.data.errors : [];
  const write = (next: string) => setDraft({ text: next, over: draft?.over ?? profile.revision });
  const goTo = (line: number, column: number) => {
    const at = offsetOf(text, line, column);
    field.current?.focus();
    field.current?.setSelectionRange(at, at);
  };
  return (
    <>
      <Group justify="space-between">
        <Text size="sm" component="div">
          <WhoHasIt name={profile.name} count={profile.devices} />
          {profile.at && (
            <>
              ; changed <Ago at={profile.at} /> by {profile.by}
              {profile.note && `: ${profile.note}`}
            </>
          )}
        </Text>
        {isEditor && (
          <Group gap="xs">
            {profile.origin === "stored" && (
              <Button variant="default" onClick={removing.open}>
                {profile.base ? (profile.base.origin === "file" ? "Back to the file …" : "Back to what ships …") : "Remove …"}
              </Button>
            )}
            <Button variant="default" disabled={!isChanged} onClick={() => setDraft(undefined)}>
              Undo all
            </Button>
            <Button disabled={!isChanged || !isChecked || !check.data.good} onClick={saving.open}>
              Store …
            </Button>
          </Group>
        )}
      </Group>
      {isOvertaken && (
        <Alert color="yellow" role="alert" title={`Somebody has stored another one meanwhile: revision ${profile.revision}, by ${profile.by}`}>
          <Stack gap="xs" align="flex-start">
            <Text size="sm">What you have written is over revision {draft.over}, and would undo it. Below is what it differs in.</Text>
            <Group gap="xs">
              <Button size="xs" variant="default" onClick={() => setDraft(undefined)}>
                Take that one
              </Button>
              <Button size="xs" variant="default" onClick={() => setDraft({ text, over: profile.revision })}>
                Go on with mine
              </Button>
            </Group>
          </Stack>
        </Alert>
      )}
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Stack gap="xs">
          <TextEditor
            label={`Text of profile ${profile.name}`}
            text={text}
            field={field}
            wrongLines={errors.flatMap((it) => (it.line === undefined ? [] : [it.line]))}
            describedBy="profile-check"
            {...(isEditor ? { onChange: write } : {})}
          />
          <div id="profile-check" role="status">
            <Verdict check={isChecked ? check.data : undefined} isChanged={isChanged} problem={check.error} goTo={goTo} />
          </div>
        </Stack>
        <Stack>
          <Compared profile={profile} path={path} text={text} isChanged={isChanged} />
          <ProfileHistory profile={profile} path={path} {...(isEditor ? { onBack: write } : {})} />
        </Stack>
      </SimpleGrid>
      {isSaving && check.data && (
        <SaveProfile
          profile={profile}
          path={path}
          text={text}
          over={draft?.over ?? profile.revision}
          check={check.data}
          close={saving.close}
          whenDone={() => setDraft(undefined)}
        />
      )}
      {isRemoving && <RemoveProfile profile={profile} path={path} close={removing.close} whenDone={() => setDraft(undefined)} />}
    </>
  );
}

function Verdict({ check, isChanged, problem, goTo }: { check: ProfileTextCheck | undefined; isChanged: boolean; problem: unknown; goTo: (line: number, column: number) => void }) {
  if (problem) return <Alert color="red">It could not be checked: {wordsOf(problem)}</Alert>;
  if (!check)
    return (
      <Text size="sm" c="dimmed">
        Is being checked …
      </Text>
    );
  return (
    <Stack gap="xs">
      {check.errors.map((it) => (
        <Alert key={it.rule} color="red" title="It cannot be stored like this" py="xs">
          <Stack gap={4} align="flex-start">
            <Text size="sm">
              {it.field && (
                <>
                  <code>{it.field}</code>:{" "}
                </>
              )}
              {it.rule}
            </Text>
            {it.line !== undefined && (
              <Button size="compact-xs" variant="default" onClick={() => goTo(it.line ?? 1, it.position ?? 1)}>
                Go to line {it.line}
                {it.position === undefined ? "" : `, column ${it.position}`}
              </Button>
            )}
          </Stack>
        </Alert>
      ))}
      {check.good && check.remarks.length === 0 && <Text size="sm">Nothing to remark.</Text>}
      {check.remarks.length > 0 && (
        <Alert color="gray" py="xs" title={isChanged ? "It can be stored. To be known:" : "To be known"}>
          <ul>
            {check.remarks.map((it) => (
              <li key={it}>
                <Text size="sm">{it}</Text>
              </li>
            ))}
          </ul>
        </Alert>
      )}
    </Stack>
  );
}

/** What the text differs in from what it is held against. */
function Compared({ profile, path, text, isChanged }: { profile: WrittenProfile; path: string; text: string; isChanged: boolean }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const revisions = useQuery({
    queryKey: ["profile-revisions", profile.name],
    queryFn: ({ signal }) => get<ProfileRevisions>(`${path}/revisions`, { limit: 100 }, signal),
  });
  const wanted = chosen ?? (isChanged || !profile.base ? "now" : "base");
  const number = Number(wanted);
  const revision = useQuery({
    queryKey: ["profile-revision", profile.name, number],
    queryFn: ({ signal }) => get<ProfileRevision>(`${path}/revisions/${number}`, {}, signal),
    enabled: number > 0,
    staleTime: Infinity,
  });
  const others = [
    { value: "now", label: "what holds now" },
    ...(profile.base ? [{ value: "base", label: profile.base.origin === "file" ? "what lies in the file" : "what ships with the server" }] : []),
    ...(revisions.data?.revisions ?? []).filter((it) => !it.removed).map((it) => ({ value: String(it.revision), label: `revision ${it.revision}` })),
  ];
  const other = wanted === "now" ? profile.text : wanted === "base" ? profile.base?.text : revision.data?.text;
  return (
    <Card withBorder>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          Compared
        </Title>
        <Select aria-label="Compare with" size="xs" w={220} data={others} value={wanted} onChange={setChosen} allowDeselect={false} />
      </Group>
      {other === undefined ? <Text size="sm">…</Text> : <Differences left={other} right={text} />}
    </Card>
  );
}
