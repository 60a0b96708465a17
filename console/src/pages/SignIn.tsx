import { Alert, Button, Center, Divider, Image, Paper, PasswordInput, SegmentedControl, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { get } from "../api/client";
import { useSignIn } from "../api/session";
import type { Ways } from "../api/types";
import { wordsOf } from "../parts/States";

type Way = "password" | "token";

export function SignIn() {
  useDocumentTitle("Sign in · Fumarole");
  const signIn = useSignIn();
  const ways = useQuery({ queryKey: ["ways"], queryFn: ({ signal }) => get<Ways>("/session/ways", {}, signal) });
  const [way, setWay] = useState<Way>("password");
  const [name, setName] = useState("");
  const [secret, setSecret] = useState("");
  const [refusal, setRefusal] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setRefusal(undefined);
    try {
      await signIn(way === "password" ? { name, password: secret } : { token: secret.trim() });
    } catch (problem) {
      setRefusal(wordsOf(problem));
      setBusy(false);
    }
  };

  return (
    <Center mih="100vh" p="md" component="main">
      <Paper withBorder shadow="sm" p="xl" w={400} maw="100%">
        <form onSubmit={(event) => void submit(event)}>
          <Stack>
            <Center>
              <Image src="/icon.svg" alt="" w={48} />
            </Center>
            <Title order={1} size="h3" ta="center">
              Fumarole
            </Title>
            {ways.data?.at && (
              <>
                <Button
                  component="a"
                  href={`${ways.data.at}?to=${encodeURIComponent(window.location.pathname)}`}
                  h="auto"
                  mih={36}
                  py={6}
                  styles={{ label: { whiteSpace: "normal", textAlign: "center", lineHeight: 1.4 } }}
                >
                  Sign in with {ways.data.provider}
                </Button>
                <Divider label="or" />
              </>
            )}
            <SegmentedControl
              aria-label="How to sign in"
              value={way}
              onChange={(value) => {
                setWay(value as Way);
                setSecret("");
                setRefusal(undefined);
              }}
              data={[
                { value: "password", label: "Name and password" },
                { value: "token", label: "Token" },
              ]}
            />
            {way === "password" && (
              <TextInput
                label="Name"
                autoComplete="username"
                required
                autoFocus
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
            )}
            <PasswordInput
              label={way === "password" ? "Password" : "Token"}
              autoComplete={way === "password" ? "current-password" : "off"}
              required
              value={secret}
              onChange={(event) => setSecret(event.currentTarget.value)}
            />
            {way === "token" && (
              <Text size="xs" c="dimmed">
                The server&apos;s own is in the file <code>api-token</code> of its data directory. It may do everything: with it you make
                accounts for people.
              </Text>
            )}
            {refusal && (
              <Alert color="red" role="alert">
                {refusal}
              </Alert>
            )}
            <Button type="submit" loading={isBusy}>
              Sign in
            </Button>
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}
