import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useMemo, type ReactNode } from "react";
import { get, onSignedOut, send, useCsrf as keepCsrf } from "./client";
import { Problem } from "./problem";
import type { Scope, SignedIn, SignedOut } from "./types";

export type Credentials = { name: string; password: string } | { token: string };

interface SessionState {
  session: SignedIn;
  /** Whether one may do what needs `scope`; the server refuses the rest anyway. */
  may: (scope: Scope) => boolean;
  signOut: () => Promise<void>;
}

const Context = createContext<SessionState | undefined>(undefined);
const KEY = ["session"];

/** Who is signed in; `null` is nobody. */
export function useSessionQuery() {
  return useQuery({
    queryKey: KEY,
    queryFn: async () => {
      try {
        const session = await get<SignedIn>("/session");
        keepCsrf(session.csrf);
        return session;
      } catch (problem) {
        if (problem instanceof Problem && problem.status === 401) return null;
        throw problem;
      }
    },
    staleTime: Infinity,
    retry: (count, problem) => problem instanceof Problem && problem.isPassing && count < 30,
  });
}

export function useSignIn() {
  const queries = useQueryClient();
  return async (credentials: Credentials) => {
    const session = await send<SignedIn>("POST", "/session", credentials);
    keepCsrf(session.csrf);
    queries.setQueryData(KEY, session);
  };
}

export function SessionProvider({ session, children }: { session: SignedIn; children: ReactNode }) {
  const queries = useQueryClient();
  useEffect(() => {
    onSignedOut(() => queries.setQueryData(KEY, null));
    return () => onSignedOut(() => {});
  }, [queries]);
  const state = useMemo<SessionState>(
    () => ({
      session,
      may: (scope) => session.scopes.includes(scope),
      signOut: async () => {
        const { provider } = await send<SignedOut>("DELETE", "/session");
        if (provider) {
          window.location.assign(provider);
          return;
        }
        queries.clear();
        queries.setQueryData(KEY, null);
      },
    }),
    [session, queries],
  );
  return <Context.Provider value={state}>{children}</Context.Provider>;
}

export function useSession(): SessionState {
  const state = useContext(Context);
  if (!state) throw new Error("used outside of a session");
  return state;
}
