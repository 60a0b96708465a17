import { describe, expect, test } from "vitest";
import type { TracedMessage } from "../api/types";
import { compare, steady } from "./compare";
import { message } from "./testing";

/** A message with one command for each text, such as "Status: 200". */
function says(fromDevice: boolean, ...texts: string[]): TracedMessage {
  const it = message(fromDevice, ["#1 message 1"]);
  it.content!.commands = texts.map((text) => ({
    cmdId: "1",
    name: text.split(/[ :]/)[0]!,
    depth: 0,
    targets: [],
    words: [{ indent: 1, text, attention: false }],
    attention: false,
    spec: "",
  }));
  return it;
}

const OPENS = says(true, "Alert: 1201");
const CHALLENGES = says(false, "Status: 401");
const ASKS = says(false, "Status: 212", "Get ./DevInfo/Mod");
const ANSWERS = says(true, "Status: 200", "Results: M-1");

function places(left: TracedMessage[], right: TracedMessage[]): string[] {
  return compare(left, right).map((it) => `${it.left ?? "-"}${it.isSame ? "=" : "/"}${it.right ?? "-"}`);
}

describe("two sessions", () => {
  test("that do the same are the same", () => {
    expect(places([OPENS, ASKS, ANSWERS], [OPENS, ASKS, ANSWERS])).toEqual(["0=0", "1=1", "2=2"]);
    expect(compare([], [])).toEqual([]);
  });

  test("differ where one has a round more, and only there", () => {
    expect(places([OPENS, ASKS, ANSWERS], [OPENS, CHALLENGES, OPENS, ASKS, ANSWERS])).toEqual(["0=0", "-/1", "-/2", "1=3", "2=4"]);
    expect(places([OPENS, ASKS, ANSWERS], [OPENS])).toEqual(["0=0", "1/-", "2/-"]);
  });

  test("differ in the lines that say something else", () => {
    const other = says(true, "Status: 200", "Results: M-2");
    const [, , last] = compare([OPENS, ASKS, ANSWERS], [OPENS, ASKS, other]);
    expect(last).toEqual({
      left: 2,
      right: 2,
      isSame: false,
      lines: [
        { text: "  Status: 200", in: "both" },
        { text: "  Results: M-1", in: "left" },
        { text: "  Results: M-2", in: "right" },
      ],
    });
  });

  test("that go apart have each side's next message beside the other's", () => {
    expect(places([OPENS, ASKS], [OPENS, CHALLENGES])).toEqual(["0=0", "1/1"]);
    expect(places([OPENS, ASKS, ANSWERS], [OPENS, CHALLENGES])).toEqual(["0=0", "1/1", "2/-"]);
  });

  test("are not told apart by what is new in each", () => {
    expect(steady("Status 3 → Exec 6 ./FwUpdate/Update: 202 accepted")).toBe("Status → Exec ./FwUpdate/Update: 202 accepted");
    expect(steady("Alert 2: 1226 generic alert")).toBe("Alert: 1226 generic alert");
    expect(steady("Exec 4 (correlator f00)")).toBe(steady("Exec 4 (correlator ba4)"));
    expect(steady("= http://here:8080/d/abc.1")).toBe(steady("= http://here:8080/d/xyz.2"));
    expect(steady("Status 1 → header (server's message 1): 200")).toBe(steady("Status 1 → header (server's message 2): 200"));
  });
});
