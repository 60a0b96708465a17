import { Alert, Button, Card, Group, Modal, Stack, TagsInput, Text, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState, type FormEvent } from "react";
import { send } from "../api/client";
import type { Advisory } from "../api/types";
import { bodyOf, draftOf, type ModelDraft } from "./advisory";
import { useAction } from "./useAction";

/** Writes an advisory, or changes one unless somebody else has changed it meanwhile. */
export function AdvisoryDialog({ advisory, model, version, close }: { advisory?: Advisory; model?: string; version?: string; close: () => void }) {
  const [draft, setDraft] = useState(() => draftOf(advisory, model, version));
  const store = useAction(
    () =>
      send("PUT", `/advisories/${encodeURIComponent(draft.id.trim())}`, bodyOf(draft), {
        headers: advisory ? { "If-Match": `"${advisory.revision}"` } : { "If-None-Match": "*" },
      }),
    { done: advisory ? `${advisory.id} is changed` : `${draft.id.trim()} is written`, stale: [["advisories"], ["release"], ["devices"]], whenDone: close },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    store.mutate();
  };
  const change = (at: number, part: Partial<ModelDraft>) => setDraft({ ...draft, models: draft.models.map((it, index) => (index === at ? { ...it, ...part } : it)) });
  return (
    <Modal opened onClose={close} title={advisory ? `Change ${advisory.id}` : "Write an advisory"} size="lg">
      <form onSubmit={submit}>
        <Stack>
          {!advisory && (
            <TextInput label="Its id" required placeholder="CVE-2026-1234" maxLength={64} value={draft.id} onChange={(event) => setDraft({ ...draft, id: event.currentTarget.value })} />
          )}
          <TextInput label="What it is" maxLength={500} value={draft.title} onChange={(event) => setDraft({ ...draft, title: event.currentTarget.value })} />
          <TextInput label="Where it is told of" type="url" placeholder="https://…" maxLength={2000} value={draft.url} onChange={(event) => setDraft({ ...draft, url: event.currentTarget.value })} />
          {draft.models.map((it, at) => (
            <Card key={at} withBorder p="xs">
              <Stack gap="xs">
                <TextInput label="Model" required description="As devices say it" value={it.model} onChange={(event) => change(at, { model: event.currentTarget.value })} />
                <TagsInput label="Versions that have it" description="A * takes in many, as in 1.*" value={it.affected} onChange={(affected) => change(at, { affected })} splitChars={[",", " "]} acceptValueOnBlur />
                <TagsInput label="Mended in" value={it.fixed} onChange={(fixed) => change(at, { fixed })} splitChars={[",", " "]} acceptValueOnBlur />
              </Stack>
              {draft.models.length > 1 && (
                <Group justify="flex-end" mt="xs">
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    color="red"
                    aria-label={`Leave out ${it.model || "this model"}`}
                    onClick={() => setDraft({ ...draft, models: draft.models.filter((_, index) => index !== at) })}
                  >
                    Leave out
                  </Button>
                </Group>
              )}
            </Card>
          ))}
          <Group>
            <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setDraft({ ...draft, models: [...draft.models, { model: "", affected: [], fixed: [] }] })}>
              Another model
            </Button>
          </Group>
          <Alert color="gray" py="xs">
            <Text size="sm">Nothing is done to devices. Releases say that they have it or mend it, and the filter advisory=={draft.id.trim() || "ID"} finds who runs such a version.</Text>
          </Alert>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={store.isPending} disabled={draft.id.trim() === ""}>
              {advisory ? "Change" : "Write"}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
