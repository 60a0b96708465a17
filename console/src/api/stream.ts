import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { address } from "./client";

export type Liveness = "connecting" | "live" | "lost";

/** What an event says of what it is about; docs/api.md has the rest. */
export interface Happened {
  device?: string;
  session?: string;
  campaign?: string;
  profile?: string;
  run?: string;
}

type Key = readonly string[];

/** Which queries an event makes stale: keys that theirs begin with. */
const STALE: Record<string, (it: Happened) => Key[]> = {
  device: ({ device = "" }) => [["devices"], ["device", device], ["overview"]],
  session: ({ device = "" }) => [["sessions", ""], ["sessions", device]],
  message: ({ device = "", session = "" }) => [["session-trace", session], ["node-orders", device]],
  deployment: ({ device = "" }) => [["deployments", device], ["events", device], ["device", device], ["overview"], ["campaign-devices"], ["campaign-course"], ["campaign"], ["webhooks"]],
  conformance: ({ device = "", run = "" }) => [["conformance-runs", device], ["conformance-run", run], ["device", device]],
  campaign: ({ campaign = "" }) => [["campaigns"], ["campaign", campaign], ["device"], ["deployments"], ["campaign-course", campaign], ["overview"], ["webhooks"]],
  profile: ({ profile = "" }) => [["profiles"], ["profile", profile], ["profile-revisions", profile], ["profile-check", profile]],
};

export function staleBy(type: string, happened: Happened): Key[] {
  return STALE[type]?.(happened) ?? [];
}

/** However much happens, a page is fetched anew at most this often. */
const PAUSE_MS = 1_000;
const REFUSED_PAUSE_MS = 5_000;

/** Keeps what is shown fresh for as long as the component that calls it stands. */
export function useLiveData(): Liveness {
  const queries = useQueryClient();
  const [liveness, setLiveness] = useState<Liveness>("connecting");
  useEffect(() => {
    const refresher = new Refresher(queries);
    const refreshAll = () => void queries.invalidateQueries({ predicate: (it) => it.queryKey[0] !== "session" });
    let wasLost = false;
    let source: EventSource;
    let again: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      source = new EventSource(address("/stream"));
      source.onopen = () => {
        setLiveness("live");
        // What happened meanwhile may be more than the server remembers.
        if (wasLost) refreshAll();
        wasLost = false;
      };
      source.onerror = () => {
        wasLost = true;
        setLiveness("lost");
        // Browsers come back after a lost line, but not after a refusal: a proxy's, a full or a signed-out server's.
        if (source.readyState !== EventSource.CLOSED) return;
        void queries.invalidateQueries({ queryKey: ["session"] });
        again = setTimeout(open, REFUSED_PAUSE_MS);
      };
      for (const type of Object.keys(STALE))
        source.addEventListener(type, (event) => refresher.happened(staleBy(type, JSON.parse(String((event as MessageEvent).data)) as Happened)));
      source.addEventListener("reset", refreshAll);
    };
    open();
    return () => {
      clearTimeout(again);
      source.close();
      refresher.stop();
    };
  }, [queries]);
  return liveness;
}

/** Gathers what happens, so that a thousand sessions a second are one fetch a second. */
class Refresher {
  private readonly stale = new Map<string, Key>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly queries: QueryClient) {}

  happened(keys: Key[]): void {
    for (const key of keys) this.stale.set(JSON.stringify(key), key);
    this.timer ??= setTimeout(() => this.refresh(), PAUSE_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private refresh(): void {
    this.timer = undefined;
    for (const queryKey of this.stale.values()) void this.queries.invalidateQueries({ queryKey });
    this.stale.clear();
  }
}
