import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Link } from "react-router";
import { get } from "../api/client";
import type { CampaignEntry } from "../api/types";
import { named } from "./names";

function useCampaignNames(): ReadonlyMap<string, string> {
  const campaigns = useQuery({
    queryKey: ["campaign-names"],
    queryFn: ({ signal }) => get<{ campaigns: CampaignEntry[] }>("/campaigns", { limit: 1000 }, signal),
    staleTime: 30_000,
  });
  return useMemo(() => new Map((campaigns.data?.campaigns ?? []).map((it) => [it.id, it.name])), [campaigns.data]);
}

/** The server's words, with the names of campaigns, each a link, in place of their ids. */
export function Named({ text }: { text: string }) {
  const names = useCampaignNames();
  return (
    <>
      {named(text, names).map((it, index) =>
        it.campaign ? (
          <Anchor key={index} component={Link} to={`/campaigns/${it.campaign}`} c="inherit" inherit underline="always">
            {it.text}
          </Anchor>
        ) : (
          it.text
        ),
      )}
    </>
  );
}
