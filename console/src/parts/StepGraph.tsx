import { Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { get } from "../api/client";
import type { FirmwarePackage, ReleaseDetail } from "../api/types";
import { stepsTo, type Step } from "./steps";

const WIDTH = 150;
const HEIGHT = 44;
const BOX = { width: 96, height: 28 };

/** Which versions lead to a release, over which others. */
export function StepGraph({ release }: { release: ReleaseDetail }) {
  const packages = useQuery({ queryKey: ["packages"], queryFn: () => get<{ packages: FirmwarePackage[] }>("/packages", { limit: 1000 }) });
  const others = (packages.data?.packages ?? []).filter((it) => it.model === release.model && it.release === "released" && it.toVersion !== release.version);
  const steps = stepsTo(release.version, [...release.packages, ...others]);
  if (steps.length === 0) return null;
  return (
    <>
      <Title order={3} size="h6" mt="md" mb={4}>
        Ways to {release.version}
      </Title>
      <Graph steps={steps} end={release.version} />
      <Text size="xs" c="dimmed">
        Full images install over any version; a delta over its own. Steps over other versions use their released packages.
      </Text>
    </>
  );
}

function Graph({ steps, end }: { steps: Step[]; end: string }) {
  const longest = Math.max(...steps.map((it) => it.distance));
  const places = new Map<string, { x: number; y: number }>();
  const rows: number[] = Array.from({ length: longest + 1 }, () => 0);
  const put = (name: string, distance: number) => {
    if (places.has(name)) return;
    places.set(name, { x: (longest - distance) * WIDTH + 8, y: rows[distance]! * HEIGHT + 8 });
    rows[distance]! += 1;
  };
  put(end, 0);
  for (const it of steps) put(it.from, it.distance);
  const height = Math.max(...rows) * HEIGHT + 16;
  const words = steps.map((it) => `${it.from} to ${it.to}`).join(", ");
  return (
    <div style={{ overflowX: "auto" }} tabIndex={0} role="img" aria-label={`Steps: ${words}`}>
      <svg width={(longest + 1) * WIDTH} height={height}>
        {steps.map((it) => {
          const from = places.get(it.from)!;
          const to = places.get(it.to)!;
          const y = (place: { y: number }) => place.y + BOX.height / 2;
          const x1 = from.x + BOX.width;
          return (
            <path
              key={`${it.from} ${it.to}`}
              d={`M ${x1} ${y(from)} C ${x1 + 30} ${y(from)}, ${to.x - 30} ${y(to)}, ${to.x - 2} ${y(to)}`}
              fill="none"
              stroke="var(--mantine-color-dimmed)"
              strokeWidth={1.5}
            />
          );
        })}
        {[...places].map(([name, { x, y }]) => (
          <g key={name}>
            <rect x={x} y={y} {...BOX} rx={6} fill="var(--mantine-color-default)" stroke={name === end ? "var(--mantine-primary-color-filled)" : "var(--mantine-color-default-border)"} strokeWidth={name === end ? 2 : 1} />
            <text x={x + BOX.width / 2} y={y + 18} textAnchor="middle" fontSize={12} fill="var(--mantine-color-text)">
              {name.length > 13 ? `${name.slice(0, 12)}…` : name}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}
