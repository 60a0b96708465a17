import { address, call } from "./client";
import { Problem } from "./problem";
import type { FirmwarePackage } from "./types";

/** What is said about a file; the rest stands in its signed manifest. */
export type Said = Record<string, string>;

interface Upload {
  id: string;
  offset: number;
}

const PIECE = 4 << 20;
const MOST_FAILURES = 20;
const PAUSE_MS = 2_000;

/**
 * Sends a file piece by piece, and goes on where it was when the line breaks; what was begun here before
 * with the same file goes on, too.
 *
 * @param told how many octets have arrived
 */
export async function sendFile(file: File, said: Said, told: (octets: number) => void, signal: AbortSignal): Promise<FirmwarePackage> {
  let upload = (await resumable(file)) ?? (await begin(file, said, signal));
  let failures = 0;
  while (upload.offset < file.size) {
    told(upload.offset);
    try {
      upload = await append(upload, file, signal);
      failures = 0;
    } catch (problem) {
      const isPassing = problem instanceof Problem && (problem.isPassing || problem.status === 409);
      if (!isPassing || ++failures > MOST_FAILURES) throw problem;
      await new Promise((done) => setTimeout(done, PAUSE_MS));
      upload = await stateOf(upload.id);
    }
  }
  told(file.size);
  const answer = await call(`/uploads/${upload.id}/finish`, { method: "POST", signal });
  forget(file);
  return (await answer.json()) as FirmwarePackage;
}

async function begin(file: File, said: Said, signal: AbortSignal): Promise<Upload> {
  const answer = await call("/uploads", { method: "POST", query: { ...said, size: file.size }, signal });
  const upload = (await answer.json()) as Upload;
  sessionStorage.setItem(keyOf(file), upload.id);
  return upload;
}

async function append(upload: Upload, file: File, signal: AbortSignal): Promise<Upload> {
  const answer = await call(`/uploads/${upload.id}`, {
    method: "PATCH",
    headers: { "Upload-Offset": String(upload.offset), "Content-Type": "application/octet-stream" },
    body: file.slice(upload.offset, upload.offset + PIECE),
    signal,
  });
  return (await answer.json()) as Upload;
}

async function stateOf(id: string): Promise<Upload> {
  const answer = await call(`/uploads/${id}`);
  return (await answer.json()) as Upload;
}

/** Name, size and time say with near certainty that it is the same file; its digest is checked by the server's manifest anyway. */
function keyOf(file: File): string {
  return `upload ${address("")} ${file.name} ${file.size} ${file.lastModified}`;
}

async function resumable(file: File): Promise<Upload | undefined> {
  const id = sessionStorage.getItem(keyOf(file));
  if (!id) return undefined;
  try {
    return await stateOf(id);
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 404) {
      forget(file);
      return undefined;
    }
    throw problem;
  }
}

function forget(file: File): void {
  sessionStorage.removeItem(keyOf(file));
}
