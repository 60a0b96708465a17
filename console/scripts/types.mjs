// Makes src/api/schema.d.ts from the server's own description of its API.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import openapi, { astToString } from "openapi-typescript";
import { parse } from "yaml";

const folder = new URL("../../server/src/main/resources/io/fumarole/server/rest/openapi/", import.meta.url);
const parts = readdirSync(folder).sort().map((name) => parse(readFileSync(new URL(name, folder), "utf8")));

/** Each part adds paths and components of its own. */
const whole = parts.reduce((all, part) => ({
  ...all,
  ...part,
  paths: { ...all.paths, ...part.paths },
  components: merged(all.components ?? {}, part.components ?? {}),
}));

function merged(one, other) {
  const all = { ...one };
  for (const [kind, named] of Object.entries(other)) all[kind] = { ...all[kind], ...named };
  return all;
}

const types = await openapi(whole, { defaultNonNullable: false });
writeFileSync(
  process.argv[2] ?? new URL("../src/api/schema.d.ts", import.meta.url),
  "// Made by `npm run types` from the description of the API; see scripts/types.mjs.\n" + astToString(types),
);
