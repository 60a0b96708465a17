import { Anchor, Badge } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { quoted } from "../api/filter";
import type { Profile } from "../api/types";
import { devicesInWords } from "./profile";

export function OriginBadge({ origin, revision }: { origin: Profile["origin"]; revision?: number }) {
  return (
    <Badge variant="light" tt="none" miw="max-content" color={origin === "stored" ? "blue" : "gray"}>
      {origin === "stored" && revision ? `stored, revision ${revision}` : origin}
    </Badge>
  );
}

/** Leads to the devices that have a profile. */
export function ItsDevices({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Anchor component={Link} to={`/devices?filter=${encodeURIComponent(`profile==${quoted(name)}`)}`} size="sm" underline="always">
      {children}
    </Anchor>
  );
}

/** How many devices have a profile, as the beginning of a sentence. */
export function WhoHasIt({ name, count }: { name: string; count: number }) {
  if (count === 0) return <>No device has it</>;
  return (
    <>
      <ItsDevices name={name}>{devicesInWords(count)}</ItsDevices> {count === 1 ? "has it" : "have it"}
    </>
  );
}
