import { describe, expect, test } from "vitest";
import { sessionAt } from "../parts/sessions";
import { heading, isTroubled, messageAt, numbered } from "./numbers";
import { message } from "./testing";

function said(fromDevice: boolean, msgId: string, second: number) {
  const it = message(fromDevice, [`#1 message ${msgId}`], { at: `2026-03-01T08:00:0${second}.250Z` });
  it.content!.msgId = msgId;
  return it;
}

// The device was challenged, came again, and said what it had to say.
const MESSAGES = [said(true, "1", 0), said(false, "1", 0), said(true, "2", 1), said(false, "2", 1), said(true, "3", 4)];

describe("a message", () => {
  test("has one number, and the standard's beside it", () => {
    expect(heading("#3 message 2, no Final", 5)).toBe("5 · package 3, MsgID 2, no Final");
    expect(heading("a message", 2)).toBe("2 · a message");
  });

  test("is spoken of by that number", () => {
    expect(numbered("Status 1 → header (server's message 2): 212", 4, MESSAGES)).toBe("Status 1 → header (message 4): 212");
    expect(numbered("Status 1 → header (device's message 1): 401", 1, MESSAGES)).toBe("Status 1 → header (message 1): 401");
    expect(numbered("Message 2 of session 7, device → server", 2, MESSAGES)).toBe("MsgID 2 of session 7, device → server");
  });

  test("that is not there keeps the number it was given", () => {
    expect(numbered("Status 1 → header (server's message 9): 200", 4, MESSAGES)).toBe("Status 1 → header (server's MsgID 9): 200");
  });

  test("of two with one MsgID is the one before", () => {
    const anew = [...MESSAGES, said(false, "1", 4), said(true, "4", 5)];
    expect(numbered("(server's message 1)", 6, anew)).toBe("(message 6)");
    expect(numbered("(server's message 1)", 2, anew)).toBe("(message 2)");
  });

  test("is found by its time: the device's where both have it, and what came before where none has", () => {
    expect(messageAt(MESSAGES, "2026-03-01T08:00:01.250Z")).toBe(2);
    expect(messageAt(MESSAGES, "2026-03-01T08:00:03Z")).toBe(3);
    expect(messageAt(MESSAGES, "2026-03-01T07:00:00Z")).toBeUndefined();
  });

  test("that was challenged as usual is no cause for alarm", () => {
    const refused = message(true, ["#1 message 1"], { note: "wrong nonce" });
    expect(isTroubled(refused)).toBe(true);
    expect(isTroubled({ ...refused, settled: true })).toBe(false);
  });
});

test("what happened during a session is found in it", () => {
  const sessions = [
    { key: "b", started: "2026-03-01T09:00:00Z", last: "2026-03-01T09:00:02Z" },
    { key: "a", started: "2026-03-01T08:00:00.500Z", last: "2026-03-01T08:00:02Z" },
  ];
  expect(sessionAt(sessions, "2026-03-01T08:00:00.500Z")?.key).toBe("a");
  expect(sessionAt(sessions, "2026-03-01T08:30:00Z")).toBeUndefined();
});
