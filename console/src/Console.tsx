import { Center, Loader } from "@mantine/core";
import { Failed } from "./parts/States";
import { SessionProvider, useSessionQuery } from "./api/session";
import { SignIn } from "./pages/SignIn";
import { Shell } from "./Shell";

/** Asks who is there, and shows them in. */
export function Console() {
  const session = useSessionQuery();
  if (session.isPending)
    return (
      <Center h="100vh" role="status" aria-label="Loading">
        <Loader />
      </Center>
    );
  if (session.isError)
    return (
      <Center h="100vh" p="md">
        <Failed problem={session.error} retry={() => void session.refetch()} />
      </Center>
    );
  if (!session.data) return <SignIn />;
  return (
    <SessionProvider session={session.data}>
      <Shell />
    </SessionProvider>
  );
}
