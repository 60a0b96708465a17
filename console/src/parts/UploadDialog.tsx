import { Alert, Button, FileInput, Group, Modal, Progress, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { sendFile } from "../api/upload";
import { wordsOf } from "./States";

/** Adds a package: a signed bundle says all about itself, any other file has to be described. */
export function UploadDialog({ isOpen, close }: { isOpen: boolean; close: () => void }) {
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

export function mebibytes(octets: number): string {
  return (octets / (1 << 20)).toFixed(octets < 10 << 20 ? 2 : 0);
}
