import { Text } from "@mantine/core";
import { useMemo } from "react";
import type { Line } from "../diagram/compare";
import styles from "./Differences.module.css";
import { differences } from "./profile";

const MARKS: Record<Line["in"], string> = { both: "  ", left: "− ", right: "+ " };

/** What would have to be done to `left` to become `right`. */
export function Differences({ left, right }: { left: string; right: string }) {
  const stretches = useMemo(() => differences(left, right), [left, right]);
  if (stretches.length === 0) return <Text size="sm">They are the same.</Text>;
  return (
    <div className={styles.all}>
      {stretches.map((stretch, at) =>
        "skipped" in stretch ? (
          <div key={at} className={styles.skipped}>
            … {stretch.skipped === 1 ? "1 line that is" : `${stretch.skipped} lines that are`} the same
          </div>
        ) : (
          stretch.lines.map((line, number) => (
            <div key={`${at} ${number}`} className={styles[line.in]}>
              {MARKS[line.in] + line.text}
            </div>
          ))
        ),
      )}
    </div>
  );
}
