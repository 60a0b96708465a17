import type { TracedMessage } from "../api/types";

/** A message for tests. */
export function message(fromDevice: boolean, brief: string[], more: Partial<TracedMessage> = {}): TracedMessage {
  return {
    fromDevice,
    at: "2026-03-01T08:00:00Z",
    contentType: "application/vnd.syncml.dm+xml",
    length: 100,
    octets: "",
    settled: false,
    content: { msgId: "1", brief, badNews: false, header: [], commands: [], end: { indent: 1, text: "Final", attention: false }, xml: "" },
    ...more,
  };
}
