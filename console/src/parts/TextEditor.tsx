import { useMemo, type RefObject } from "react";
import { numberOfLines } from "./profile";
import styles from "./TextEditor.module.css";

/** A text as a file: every line has its number, and the page scrolls, not the text. */
export function TextEditor({
  label,
  text,
  onChange,
  field,
  wrongLines,
  describedBy,
}: {
  label: string;
  text: string;
  /** None: it can only be read. */
  onChange?: (text: string) => void;
  field?: RefObject<HTMLTextAreaElement | null>;
  wrongLines: readonly number[];
  describedBy: string;
}) {
  const lines = useMemo(() => numberOfLines(text), [text]);
  return (
    <div className={styles.editor}>
      <div className={styles.numbers} aria-hidden>
        {Array.from({ length: lines }, (_, at) => (
          <div key={at} className={wrongLines.includes(at + 1) ? styles.wrong : undefined}>
            {at + 1}
          </div>
        ))}
      </div>
      <textarea
        ref={field}
        className={styles.text}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={wrongLines.length > 0}
        readOnly={onChange === undefined}
        value={text}
        rows={lines + 1}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        onChange={(event) => onChange?.(event.currentTarget.value)}
      />
    </div>
  );
}
