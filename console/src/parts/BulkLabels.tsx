import { Alert, Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconTag } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { send } from "../api/client";
import { wordsOf } from "./States";

/** Sets or removes one label of all devices that the filter takes in, after saying how many those are. */
export function BulkLabels({ filter, devices }: { filter: string; devices: number | undefined }) {
  const [isOpen, { open, close }] = useDisclosure();
  const [name, setName] = useState("");
  const [value, setValue] = useState("");
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: () => send<{ changed?: number }>("PATCH", "/devices", { labels: { [name]: value || null } }, { query: { filter } }),
    onSuccess: () => {
      notifications.show({ color: "teal", message: value ? `Label ${name} is ${value} now` : `Label ${name} is gone` });
      void queries.invalidateQueries({ queryKey: ["devices"] });
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <>
      <Button variant="default" leftSection={<IconTag size={16} aria-hidden />} onClick={open} disabled={!devices}>
        Label
      </Button>
      <Modal opened={isOpen} onClose={close} title="Label devices">
        <form onSubmit={submit}>
          <Stack>
            <Text size="sm">
              {filter ? (
                <>
                  The <b>{devices?.toLocaleString("en")}</b> devices of <code>{filter}</code>
                </>
              ) : (
                <>
                  All <b>{devices?.toLocaleString("en")}</b> devices
                </>
              )}
            </Text>
            <TextInput
              label="Label"
              required
              pattern="[a-z0-9._-]{1,64}"
              description="1 to 64 of a-z 0-9 . _ -"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <TextInput
              label="Value"
              description="Without a value the label is removed"
              maxLength={256}
              value={value}
              onChange={(event) => setValue(event.currentTarget.value)}
            />
            {change.error && <Alert color="red">{wordsOf(change.error)}</Alert>}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                Cancel
              </Button>
              <Button type="submit" loading={change.isPending}>
                {value ? "Set" : "Remove"} on {devices?.toLocaleString("en")} devices
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
