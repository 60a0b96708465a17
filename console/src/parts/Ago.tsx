import { Text, Tooltip } from "@mantine/core";
import { useEffect, useState } from "react";

const STEPS: [number, Intl.RelativeTimeFormatUnit][] = [
  [60, "second"],
  [60, "minute"],
  [24, "hour"],
  [30, "day"],
  [12, "month"],
  [Infinity, "year"],
];

const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

export function ago(at: number, now: number): string {
  let amount = Math.round((at - now) / 1000);
  for (const [size, unit] of STEPS) {
    if (Math.abs(amount) < size) return RELATIVE.format(amount, unit);
    amount = Math.round(amount / size);
  }
  return RELATIVE.format(amount, "year");
}

/** The whole truth about a time: local, with its offset, to the millisecond. */
export function exact(at: string): string {
  const date = new Date(at);
  const local = date.toLocaleString("en-GB", {
    dateStyle: "full",
    timeStyle: "medium",
  });
  return `${local}, ${at}`;
}

/** A time for people who read a line, not look into it. */
export function moment(at: string): string {
  return new Date(at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
}

const UNITS: [letter: string, unit: string, seconds: number][] = [
  ["D", "day", 86_400],
  ["H", "hour", 3_600],
  ["M", "minute", 60],
  ["S", "second", 1],
];

/** A duration of ISO 8601 in words: `PT36H` is a day and 12 hours. */
export function span(iso: string): string {
  let seconds = UNITS.reduce((sum, [letter, , size]) => sum + Number(new RegExp(`([\\d.]+)${letter}`).exec(iso)?.[1] ?? 0) * size, 0);
  const parts: string[] = [];
  for (const [, unit, size] of UNITS) {
    const amount = size === 1 ? seconds : Math.floor(seconds / size);
    seconds -= amount * size;
    if (amount > 0) parts.push(`${amount} ${unit}${amount === 1 ? "" : "s"}`);
  }
  return parts.join(" ") || "no time";
}

export function clock(at: string): string {
  return new Date(at).toLocaleTimeString("en-GB", { hour12: false });
}

/**
 * How long ago something was, the exact time on hover and focus. What has happened is never ahead, whatever the clocks say; what is to come
 * may be.
 */
export function Ago({ at, mayBeAhead = false }: { at: string; mayBeAhead?: boolean }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <Tooltip label={exact(at)} events={{ hover: true, focus: true, touch: true }}>
      <Text component="time" dateTime={at} inherit tabIndex={0} style={{ whiteSpace: "nowrap" }}>
        {ago(Date.parse(at), mayBeAhead ? now : Math.max(now, Date.parse(at)))}
      </Text>
    </Tooltip>
  );
}
