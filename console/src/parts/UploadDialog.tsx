import { Alert, Button, FileInput, Group, Modal, Progress, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type FormEvent } from "react";
import type { Releases } from "../api/types";
import { sendFile } from "../api/upload";
import { wordsOf } from "./States";

type Policy = Releases["policy"];

/** Adds a package: a signed bundle says all about itself, any other file has to be described. */
export function UploadDialog({ policy, isOpen, close }: { policy: Policy | undefined; isOpen: boolean; close: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [said, setSaid] = useState({ model: "", to: "", from: "" });
  const [arrived, setArrived] = useState(0);
  const stop = useRef(new AbortController());
  const queries = useQueryClient();
  useEffect(() => () => stop.current.abort(), []);

  const upload = useMutation({
    mutationFn: (chosen: File) => {
      stop.current = new AbortController();
      const written = Object.fromEntries(Object.entries(said).filter(([, value]) => value.trim() !== ""));
      return sendFile(chosen, written, setArrived, stop.current.signal);
    },
    onSuccess: (made) => {
      notifications.show({ color: "teal", message: `Package ${made.id} is there` });
      for (const key of ["releases", "release", "packages"]) void queries.invalidateQueries({ queryKey: [key] });
      setFile(null);
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file) upload.mutate(file);
  };
  const leave = () => {
    stop.current.abort();
    upload.reset();
    close();
  };
  const field = (name: keyof typeof said, label: string, description: string) => (
    <TextInput
      label={label}
      description={description}
      maxLength={128}
      value={said[name]}
      onChange={(event) => setSaid({ ...said, [name]: event.currentTarget.value })}
    />
  );
  return (
    <Modal opened={isOpen} onClose={leave} title="Add a package" size="lg">
      <form onSubmit={submit}>
        <Stack>
          <FileInput label="File" required value={file} onChange={setFile} placeholder="A bundle, or a file of the maker" clearable />
          <Text size="sm" c="dimmed">
            A signed bundle says its model and versions itself; leave them empty then.
          </Text>
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            {field("model", "Model", "As devices say it")}
            {field("to", "To version", "That it makes")}
            {field("from", "From version", "Empty for a full image")}
          </SimpleGrid>
          <WhatFollows policy={policy} isDescribed={said.model.trim() !== "" || said.to.trim() !== ""} version={said.to.trim()} />
          {upload.isPending && file && (
            <Stack gap={4}>
              <Progress value={(100 * arrived) / file.size} aria-label="Upload" />
              <Text size="xs" c="dimmed" role="status">
                {mebibytes(arrived)} of {mebibytes(file.size)} MiB
                {arrived === file.size && ": checking digest and signature"}
              </Text>
            </Stack>
          )}
          {upload.error && (
            <Alert color="red" title="It was refused" role="alert">
              {wordsOf(upload.error)}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={leave}>
              Cancel
            </Button>
            <Button type="submit" disabled={!file} loading={upload.isPending}>
              Upload
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** What becomes of the file once it is there: nobody should learn it from a device that got it. */
function WhatFollows({ policy, isDescribed, version }: { policy: Policy | undefined; isDescribed: boolean; version: string }) {
  if (!policy) return null;
  const next = policy.releasesAtOnce
    ? `The first package of a version releases it at once: from then on campaigns and updates can give ${version || "it"} to devices. A server with packages.autoRelease = false makes a draft of it first.`
    : "It joins a draft: no device gets it before somebody has called its release tested and released it.";
  return (
    <Alert color={policy.releasesAtOnce ? "yellow" : "gray"} py="xs">
      <Text size="sm">{next}</Text>
      {isDescribed && (
        <Text size="sm" mt={4}>
          {policy.allowsUnsigned
            ? "A file that is described here has no signature that the server checks: that it is what you say, you alone vouch for."
            : "This server takes signed bundles only, and refuses a file that is described here."}
        </Text>
      )}
    </Alert>
  );
}

/** What is small has no size in MiB that says anything. */
export function sizeOf(octets: number): string {
  return octets < 100_000 ? `${octets.toLocaleString("en")} octets` : `${mebibytes(octets)} MiB`;
}

function mebibytes(octets: number): string {
  return (octets / (1 << 20)).toFixed(octets < 10 << 20 ? 2 : 0);
}
