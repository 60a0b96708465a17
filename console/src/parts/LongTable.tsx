import { Box, Text } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useRef, type CSSProperties, type ReactNode } from "react";
import styles from "./LongTable.module.css";

const ROW_HEIGHT = 38;

export interface Column<Row> {
  head: string;
  /** A track of a CSS grid. */
  width: string;
  cell: (row: Row) => ReactNode;
  /** Whether it shows all of its text, over as many lines as that takes. */
  wraps?: boolean;
}

interface More {
  has: boolean;
  isComing: boolean;
  fetch: () => void;
}

/** A table of which only the rows in sight are there; the next page comes before its end is reached. */
export function LongTable<Row>({
  label,
  columns,
  rows,
  rowKey,
  more,
  empty,
}: {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  more: More;
  empty: ReactNode;
}) {
  const frame = useRef<HTMLDivElement>(null);
  // A height belongs to a row and not to its place: under another filter another row stands there.
  const getItemKey = useCallback((index: number) => rowKey(rows[index]!), [rows]);
  const virtual = useVirtualizer({
    count: rows.length,
    getItemKey,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 15,
    scrollMargin: 36,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more.has && !more.isComing && last >= rows.length - 40) more.fetch();
  }, [more, last, rows.length]);

  if (rows.length === 0) return <>{empty}</>;
  const tracks = { "--tracks": columns.map((it) => it.width).join(" ") } as CSSProperties;
  const wraps = columns.some((it) => it.wraps);
  return (
    <div ref={frame} className={styles["frame"]} data-wraps={wraps || undefined} role="table" aria-label={label} aria-rowcount={more.has ? -1 : rows.length + 1} tabIndex={0}>
      <div className={styles["head"]} style={tracks} role="row">
        {columns.map((it) => (
          <div key={it.head} role="columnheader">
            {it.head}
          </div>
        ))}
      </div>
      <Box role="rowgroup" style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {items.map((item) => {
          const row = rows[item.index]!;
          return (
            <div
              key={rowKey(row)}
              className={styles["row"]}
              role="row"
              aria-rowindex={item.index + 2}
              data-index={item.index}
              ref={wraps ? virtual.measureElement : undefined}
              style={{ ...tracks, ...(wraps ? { minHeight: ROW_HEIGHT } : { height: ROW_HEIGHT }), transform: `translateY(${item.start - 36}px)` }}
            >
              {columns.map((it) => (
                <div key={it.head} role="cell" className={it.wraps ? styles["whole"] : styles["cell"]}>
                  {it.cell(row)}
                </div>
              ))}
            </div>
          );
        })}
      </Box>
      {more.isComing && (
        <Text size="sm" c="dimmed" ta="center" py="xs" role="status">
          More is coming …
        </Text>
      )}
    </div>
  );
}
