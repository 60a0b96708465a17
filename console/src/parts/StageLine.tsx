import type { Deployment } from "../api/types";
import { stagesOf } from "./stages";
import styles from "./StageLine.module.css";

/** A deployment's way, stage by stage. */
export function StageLine({ deployment }: { deployment: Deployment }) {
  return (
    <ol className={styles["line"]} aria-label="Stages">
      {stagesOf(deployment).map(({ name, is }) => (
        <li key={name} className={styles[is]} aria-current={is === "now" ? "step" : undefined}>
          {name}
        </li>
      ))}
    </ol>
  );
}
