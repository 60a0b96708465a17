import { useElementSize } from "@mantine/hooks";
import { useMemo, type KeyboardEvent } from "react";
import type { TracedMessage } from "../api/types";
import { layout, LINE_HEIGHT, type ArrowRow, type Diagram, type Life } from "./layout";
import styles from "./SequenceDiagram.module.css";

const NAMES: Record<Life, string> = { device: "Device", server: "DM server", download: "Download server" };
const NARROWEST = 300;
const HEAD_SIZE = 8;

/** The exchange as arrows between life lines; one arrow at a time is chosen. */
export function SequenceDiagram({
  messages,
  chosen,
  isShown,
  onChosen,
}: {
  messages: readonly TracedMessage[];
  chosen: number;
  /** Whether the search found it; the others stay, paler. */
  isShown: (message: number) => boolean;
  onChosen: (message: number) => void;
}) {
  const { ref, width } = useElementSize();
  const diagram = useMemo(() => layout(messages, Math.max(NARROWEST, width)), [messages, width]);
  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(messages.length - 1, Math.max(0, chosen + step));
    onChosen(next);
    document.getElementById(rowId(next))?.focus();
  };
  return (
    <div ref={ref}>
      <svg
        className={styles["drawing"]}
        viewBox={`0 0 ${diagram.width} ${diagram.height}`}
        height={diagram.height}
        role="listbox"
        aria-label="Messages of the session"
        onKeyDown={move}
      >
        {diagram.lives.map(({ life, x }) => (
          <g key={life} aria-hidden>
            <text x={x} y={22} textAnchor={anchor(x, diagram.width)} className={styles["name"]}>
              {NAMES[life]}
            </text>
            <line x1={x} x2={x} y1={32} y2={diagram.height - 4} className={styles["life"]} />
          </g>
        ))}
        {diagram.rows.map((row, index) => (
          <Row key={index} row={row} diagram={diagram} isChosen={row.message === chosen} isPale={row.message !== undefined && !isShown(row.message)} onChosen={onChosen} />
        ))}
      </svg>
    </div>
  );
}

/** A name at the edge begins or ends there. */
function anchor(x: number, width: number): "start" | "middle" | "end" {
  if (x < width * 0.15) return "start";
  return x > width * 0.85 ? "end" : "middle";
}

function rowId(message: number): string {
  return `message-${message}`;
}

function Row({
  row,
  diagram,
  isChosen,
  isPale,
  onChosen,
}: {
  row: ArrowRow;
  diagram: Diagram;
  isChosen: boolean;
  isPale: boolean;
  onChosen: (message: number) => void;
}) {
  const x = (life: Life) => diagram.lives.find((it) => it.life === life)!.x;
  const from = x(row.from);
  const to = x(row.to);
  const direction = Math.sign(to - from);
  const { message } = row;
  const names = [styles["row"], row.failed && styles["failed"], row.expected && styles["expected"]];
  const choosing =
    message === undefined
      ? { "aria-hidden": true }
      : {
          id: rowId(message),
          role: "option",
          "aria-selected": isChosen,
          "aria-label": `${NAMES[row.from]} to ${NAMES[row.to]}: ${row.label.map((it) => it.trim()).join(", ")}${row.failed ? "; needs attention" : ""}`,
          tabIndex: isChosen ? 0 : -1,
          onClick: () => onChosen(message),
          onFocus: () => onChosen(message),
        };
  return (
    <g className={names.filter(Boolean).join(" ")} opacity={isPale ? 0.3 : 1} {...choosing}>
      <rect x={2} y={row.top + 1} width={diagram.width - 4} height={row.height - 2} rx={6} />
      {row.label.map((line, index) => (
        <text key={index} x={Math.min(from, to) + 12} y={row.top + 8 + (index + 1) * LINE_HEIGHT - 3}>
          {line}
        </text>
      ))}
      <line className={styles["arrow"]} x1={from} x2={to - direction * HEAD_SIZE} y1={row.line} y2={row.line} />
      <path
        className={styles["head"]}
        d={`M ${to} ${row.line} l ${-direction * HEAD_SIZE} ${-HEAD_SIZE / 2} v ${HEAD_SIZE} z`}
      />
      {row.failed && (
        <text x={(from + to) / 2} y={row.line + 5} textAnchor="middle" fontWeight={700} aria-hidden>
          ✕
        </text>
      )}
    </g>
  );
}
