import { Table } from "@mantine/core";
import type { ReactNode } from "react";

/** A table that is moved sideways where it has no room, also with keys: nothing in it can be focused. */
export function WideTable({ label, minWidth, children }: { label: string; minWidth: number; children: ReactNode }) {
  return (
    <Table.ScrollContainer minWidth={minWidth} scrollAreaProps={{ viewportProps: { tabIndex: 0, role: "region", "aria-label": label } }}>
      <Table verticalSpacing={4}>{children}</Table>
    </Table.ScrollContainer>
  );
}
