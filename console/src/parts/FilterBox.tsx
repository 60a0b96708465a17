import { Autocomplete, Button, Group } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { useEffect, useState, type FormEvent } from "react";
import { completions, filterOf, type KnownValues } from "../api/filter";

/** A filter in the filter language, with what could come next. It counts when it is sent, not while it is written. */
export function FilterBox({ filter, known, fault, onFilter }: { filter: string; known: KnownValues; fault?: string | undefined; onFilter: (filter: string) => void }) {
  const [written, setWritten] = useState(filter);
  useEffect(() => setWritten(filter), [filter]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onFilter(filterOf(written.trim()));
  };
  return (
    <form onSubmit={submit} role="search" style={{ flex: "1 1 320px" }}>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Autocomplete
          aria-label="Filter"
          placeholder="model==NW-4*;version!=2.4.0"
          leftSection={<IconFilter size={16} aria-hidden />}
          data={completions(written, known)}
          filter={({ options }) => options}
          value={written}
          onChange={setWritten}
          error={fault}
          clearable
          onClear={() => onFilter("")}
          maxLength={4096}
          spellCheck={false}
          classNames={{ input: "mono" }}
          style={{ flex: 1 }}
        />
        <Button type="submit" variant="default">
          Apply
        </Button>
      </Group>
    </form>
  );
}
