import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { get } from "../api/client";
import type { WrittenProfile } from "../api/types";
import { Page } from "../parts/Page";
import { OriginBadge } from "../parts/ProfileBits";
import { ProfileEditor } from "../parts/ProfileEditor";
import { Loaded } from "../parts/States";

export default function Profile() {
  const { name = "" } = useParams();
  const profile = useQuery({
    queryKey: ["profile", name],
    queryFn: ({ signal }) => get<WrittenProfile>(`/profiles/${encodeURIComponent(name)}`, {}, signal),
  });
  return (
    <Page
      title={name}
      above={{ to: "/profiles", words: "Profiles" }}
      beside={profile.data && <OriginBadge origin={profile.data.origin} revision={profile.data.revision} />}
    >
      <Loaded query={profile} lines={20}>
        {(data) => (
          <Stack>
            <ProfileEditor key={name} profile={data} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}
