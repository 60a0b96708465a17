import { describe, expect, test } from "vitest";
import type { TracedMessage } from "../api/types";
import { layout, wrap } from "./layout";
import { message } from "./testing";

function accepted(node: string, code: string): TracedMessage {
  const it = message(true, ["#3 message 2"]);
  it.content!.commands.push({
    cmdId: "3",
    name: "Status",
    depth: 0,
    targets: [],
    code,
    words: [{ indent: 1, text: `Status 3 → Exec 6 (server's message 1) ./FwUpdate/${node}: ${code} accepted`, attention: false }],
    attention: false,
    spec: "",
  });
  return it;
}

describe("a diagram", () => {
  test("has a row for each message, from who said it to who heard it, without overlaps", () => {
    const { rows } = layout([message(true, ["#1 message 1"]), message(false, ["#2 message 1", "Status: SyncHdr 212"])], 600);
    expect(rows.map((it) => [it.from, it.to])).toEqual([
      ["device", "server"],
      ["server", "device"],
    ]);
    for (let i = 1; i < rows.length; i++) expect(rows[i]!.top).toBe(rows[i - 1]!.top + rows[i - 1]!.height);
    for (const row of rows) expect(row.line).toBeLessThan(row.top + row.height);
  });

  test("has no download server as long as nothing is downloaded", () => {
    expect(layout([accepted("Update", "202")], 600).lives.map((it) => it.life)).toEqual(["device", "server"]);
  });

  test.each(["Download", "DownloadAndUpdate"])("sends the device to the download server once it took an Exec of %s", (node) => {
    const { lives, rows } = layout([accepted(node, "202")], 600);
    expect(lives.map((it) => it.life)).toEqual(["device", "server", "download"]);
    expect(rows.at(-1)).toMatchObject({ from: "device", to: "download", expected: true });
    expect(rows.at(-1)!.message).toBeUndefined();
  });

  test("sends it nowhere when the Exec was refused", () => {
    expect(layout([accepted("Download", "405")], 600).rows).toHaveLength(1);
  });

  test("marks what was refused, what brings bad news and what cannot be read", () => {
    const refused = message(true, ["#1 message 1"], { note: "wrong nonce" });
    const bad = message(false, ["#2 message 1"]);
    bad.content!.badNews = true;
    const { content: _, ...bare } = message(true, []);
    const unreadable: TracedMessage = { ...bare, unreadable: "not readable: octet 7" };
    expect(layout([refused, bad, unreadable, message(true, ["#3 message 2"])], 600).rows.map((it) => it.failed)).toEqual([true, true, true, false]);
    expect(layout([unreadable], 600).rows[0]!.label.join(" ")).toContain("octet 7");
    expect(layout([{ ...refused, settled: true }], 600).rows[0]!.failed).toBe(false);
  });
});

describe("a label", () => {
  test("is wrapped at blanks, further in", () => {
    expect(wrap("Replace one two three", 12)).toEqual(["Replace one", "  two three"]);
  });

  test("breaks a word that no line holds and loses nothing of it", () => {
    const lines = wrap(`Exec ./${"x".repeat(40)}`, 20);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(20);
    expect(lines.map((it) => it.trim()).join("")).toContain("x".repeat(10));
    expect(lines.join("").replaceAll(" ", "")).toBe(`Exec./${"x".repeat(40)}`);
  });

  test("keeps its margin", () => {
    expect(wrap("    Exec a", 20)).toEqual(["    Exec a"]);
  });
});
