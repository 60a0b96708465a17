import type { SessionEntry } from "../api/types";

/** The session during which something happened, if it did during one. */
export function sessionAt<Kept extends Pick<SessionEntry, "started" | "last">>(sessions: readonly Kept[], at: string): Kept | undefined {
  const time = Date.parse(at);
  return sessions.find((it) => Date.parse(it.started) <= time && time <= Date.parse(it.last));
}
