import { Problem } from "./problem";

const BASE = "/api/v1";
const MUST_PROVE_ORIGIN = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** The browser sends its cookie with whatever page asks; this proves that the console asked. */
let csrf = "";

/** Told when the server no longer knows who we are. */
let whenSignedOut: () => void = () => {};

export function useCsrf(token: string): void {
  csrf = token;
}

export function onSignedOut(listener: () => void): void {
  whenSignedOut = listener;
}

export type Query = Record<string, string | number | boolean | undefined>;

export interface Asked {
  method?: string;
  query?: Query;
  json?: unknown;
  body?: BodyInit;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export function address(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== "") parameters.set(name, String(value));
  const text = parameters.toString();
  return BASE + path + (text ? `?${text}` : "");
}

/** Asks the API and gives its answer back as it came; a refusal is thrown as a [Problem]. */
export async function call(path: string, asked: Asked = {}): Promise<Response> {
  const method = asked.method ?? "GET";
  const headers = new Headers(asked.headers);
  headers.set("Accept", "application/json");
  if (MUST_PROVE_ORIGIN.has(method)) headers.set("X-CSRF-Token", csrf);
  if (asked.json !== undefined) headers.set("Content-Type", "application/json");
  const body = asked.json === undefined ? asked.body : JSON.stringify(asked.json);
  const answer = await reach(address(path, asked.query), {
    method,
    headers,
    credentials: "same-origin",
    ...(body === undefined ? {} : { body }),
    ...(asked.signal ? { signal: asked.signal } : {}),
  });
  if (answer.ok) return answer;
  if (answer.status === 401 && path !== "/session") whenSignedOut();
  throw await Problem.of(answer);
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw Problem.unreachable(cause);
  }
}

export async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  const answer = await call(path, { query, ...(signal ? { signal } : {}) });
  return (await answer.json()) as T;
}

export async function send<T>(method: string, path: string, json?: unknown, more: Asked = {}): Promise<T> {
  const answer = await call(path, { ...more, method, ...(json === undefined ? {} : { json }) });
  const text = await answer.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Asks for what may need a second person; whether it does. */
export async function ask(path: string, more: Asked = {}): Promise<"done" | "asked"> {
  const answer = await call(path, { ...more, method: "POST" });
  return answer.status === 202 ? "asked" : "done";
}

/** Reads what may be changed, with the tag that says which state was read. */
export async function getTagged<T>(path: string, query: Query = {}): Promise<{ value: T; tag: string }> {
  const answer = await call(path, { query });
  return { value: (await answer.json()) as T, tag: answer.headers.get("ETag") ?? "*" };
}
