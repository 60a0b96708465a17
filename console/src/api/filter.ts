/** Fields of the filter language and what may stand behind them; docs/api.md has the whole of it. */

const TEXT = ["==", "!=", "=in=", "=out="];
const TIME = ["<", "<=", ">", ">="];

const FIELDS: Record<string, readonly string[]> = {
  id: TEXT,
  manufacturer: TEXT,
  model: TEXT,
  version: TEXT,
  hardware: TEXT,
  language: TEXT,
  profile: TEXT,
  "label.": TEXT,
  standing: TEXT,
  group: TEXT,
  advisory: TEXT,
  firstSeen: TIME,
  lastSeen: TIME,
};

const TIMES = ["-PT1H", "-P1D", "-P7D", "-P30D"];

/** What is known to stand behind a field: `{ model: ["NW-410"] }`. */
export type KnownValues = Record<string, readonly string[]>;

interface Position {
  /** The comparison that is being written, without what stands before it. */
  written: string;
  before: string;
}

/** Where the last comparison begins: behind the last `;`, `,` or parenthesis outside of quotes and lists. */
function position(filter: string): Position {
  let start = 0;
  let quote = "";
  let isInList = false;
  for (let index = 0; index < filter.length; index++) {
    const letter = filter[index]!;
    if (quote) {
      if (letter === quote) quote = "";
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === "(" && /=(in|out)=$/.test(filter.slice(0, index))) isInList = true;
    else if (letter === ")" && isInList) isInList = false;
    else if (!isInList && (letter === ";" || letter === "," || letter === "(")) start = index + 1;
  }
  return { before: filter.slice(0, start), written: filter.slice(start) };
}

/** Quotes a value where the filter language asks for it. */
export function quoted(value: string): string {
  return /^[^\s"'()<>=;,!~*\\]+$/.test(value) ? value : `"${value.replace(/["\\*]/g, "\\$&")}"`;
}

/** Whole filters that could be meant by what is written so far. */
export function completions(filter: string, known: KnownValues): string[] {
  const { before, written } = position(filter);
  const whole = (end: string) => before + end;
  const comparison = /^([A-Za-z]+(?:\.[a-z0-9._-]*)?)(==|!=|=in=|=out=|<=|>=|<|>)(.*)$/.exec(written);
  if (comparison) {
    const [, field, operator, value] = comparison as unknown as [string, string, string, string];
    if (operator === "=in=" || operator === "=out=") return [];
    return (FIELDS[field] === TIME ? TIMES : (known[field] ?? []))
      .map(quoted)
      .filter((it) => it.startsWith(value) && it !== value)
      .map((it) => whole(field + operator + it));
  }
  const operators = FIELDS[written] ?? (/^label\.[a-z0-9._-]+$/.test(written) ? TEXT : undefined);
  if (operators && written !== "label.") return operators.map((it) => whole(written + it));
  return Object.keys(FIELDS)
    .filter((it) => it.startsWith(written) && it !== written)
    .map(whole);
}

/** A filter with one more condition. */
export function narrowed(filter: string, field: string, value: string): string {
  const condition = `${field}==${quoted(value)}`;
  if (!filter.trim()) return condition;
  const isChoice = filter.includes(",") && !/^\(.*\)$/.test(filter);
  return `${isChoice ? `(${filter})` : filter};${condition}`;
}

/** What somebody means who writes no filter but a part of an identity, such as a pasted IMEI. */
export function filterOf(written: string): string {
  return written === "" || /[=!<>;,()]/.test(written) || /\s/.test(written) ? written : `id==*${written}*`;
}
