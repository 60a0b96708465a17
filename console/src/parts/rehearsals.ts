import { useQuery } from "@tanstack/react-query";
import { get } from "../api/client";
import type { Rehearsal } from "../api/types";

const LOOKS_EACH_MS = 1_000;

export function rehearsalPath(id: string): string {
  return `/campaigns/${encodeURIComponent(id)}/rehearsal`;
}

/** The newest rehearsal of a campaign; looked at again and again while it runs. */
export function useRehearsal(id: string) {
  return useQuery({
    queryKey: ["campaign-rehearsal", id],
    queryFn: ({ signal }) => get<Rehearsal>(rehearsalPath(id), {}, signal),
    refetchInterval: (query) => (query.state.data?.state === "running" ? LOOKS_EACH_MS : false),
  });
}
