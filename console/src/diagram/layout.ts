import type { TracedMessage } from "../api/types";
import { heading, isTroubled } from "./numbers";

/** Who takes part, from left to right. */
export type Life = "device" | "server" | "download";

export interface ArrowRow {
  /** Of the message among those of the session, from 0; none for what is only expected. */
  message?: number;
  from: Life;
  to: Life;
  label: string[];
  failed: boolean;
  /** Not seen in this session: what the device was told to do by itself. */
  expected: boolean;
  top: number;
  height: number;
  /** Where the arrow's line is, below its label. */
  line: number;
}

export interface Diagram {
  width: number;
  height: number;
  lives: { life: Life; x: number }[];
  rows: ArrowRow[];
}

export const LINE_HEIGHT = 15;
const ABOVE = 8;
const BELOW = 14;
const HEAD = 46;
const LETTER_WIDTH = 7.3;
const MARGIN = 24;

/** Lays out a session for a drawing of the given width. Pure, so that it can be proved without a browser. */
export function layout(messages: readonly TracedMessage[], width: number): Diagram {
  const arrows = messages.flatMap((message, index) => [arrowOf(message, index), ...downloadOf(message)]);
  const hasDownload = arrows.some((it) => it.to === "download");
  const lives: Diagram["lives"] = hasDownload
    ? [
        { life: "device", x: width * 0.05 },
        { life: "server", x: width * 0.56 },
        { life: "download", x: width * 0.97 },
      ]
    : [
        { life: "device", x: width * 0.08 },
        { life: "server", x: width * 0.92 },
      ];
  const x = (life: Life) => lives.find((it) => it.life === life)!.x;
  let top = HEAD;
  const rows = arrows.map((arrow): ArrowRow => {
    const room = Math.abs(x(arrow.to) - x(arrow.from)) - MARGIN;
    const label = arrow.label.flatMap((it) => wrap(it, Math.max(12, Math.floor(room / LETTER_WIDTH))));
    const line = top + ABOVE + label.length * LINE_HEIGHT + 4;
    const row = { ...arrow, label, top, line, height: line + BELOW - top };
    top += row.height;
    return row;
  });
  return { width, height: top + 12, lives, rows };
}

type Arrow = Omit<ArrowRow, "top" | "height" | "line">;

function arrowOf(message: TracedMessage, index: number): Arrow {
  const [first = "", ...commands] = message.content?.brief ?? [message.unreadable ?? "a message"];
  return {
    message: index,
    from: message.fromDevice ? "device" : "server",
    to: message.fromDevice ? "server" : "device",
    label: [heading(first, index + 1), ...commands],
    failed: isTroubled(message),
    expected: false,
  };
}

/** An accepted Exec of a download sends the device to the address that it was given: elsewhere, and out of sight of this session. */
function downloadOf(message: TracedMessage): Arrow[] {
  if (!message.fromDevice || !message.content) return [];
  const starts = message.content.commands.some(
    (it) => it.name === "Status" && (it.code === "202" || it.code === "200") && it.words.some((words) => /→ Exec .*\/Download(AndUpdate)?:/.test(words.text)),
  );
  return starts
    ? [{ from: "device", to: "download", label: ["then fetches the package"], failed: false, expected: true }]
    : [];
}

/** Breaks a label at blanks, and a long word where it must. */
export function wrap(text: string, letters: number): string[] {
  const indent = /^ */.exec(text)![0];
  const lines: string[] = [];
  let line = "";
  for (const word of text.trim().split(/ +/)) {
    let rest = word;
    const joined = line ? `${line} ${rest}` : indent + rest;
    if (joined.length <= letters) {
      line = joined;
      continue;
    }
    if (line) lines.push(line);
    const room = Math.max(1, letters - indent.length - 2);
    const margin = lines.length > 0 ? `${indent}  ` : indent;
    while (margin.length + rest.length > letters) {
      lines.push(margin + rest.slice(0, room));
      rest = rest.slice(room);
    }
    line = margin + rest;
  }
  if (line) lines.push(line);
  return lines;
}
