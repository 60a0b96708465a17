import { moment } from "./Ago";

/** As the server writes a time: exact, and in UTC. */
const INSTANT = /\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?Z/g;

/** A piece of the server's words: as they are, or a campaign that they are about. */
export interface Piece {
  text: string;
  campaign?: string;
}

/** The server names campaigns by their ids and times in UTC, as programs and the command line do; people know names and their own time. */
export function named(said: string, names: ReadonlyMap<string, string>): Piece[] {
  const text = said.replaceAll(INSTANT, moment);
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(/\b[Cc]ampaigns?[ /]([a-z0-9]{1,16})\b/g)) {
    const id = match[1]!;
    const name = names.get(id);
    if (name === undefined) continue;
    const at = match.index + match[0].length - id.length;
    pieces.push({ text: text.slice(from, at) }, { text: name, campaign: id });
    from = at + id.length;
  }
  return from === 0 ? [{ text }] : [...pieces, { text: text.slice(from) }].filter((it) => it.text !== "");
}
