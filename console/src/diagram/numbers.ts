import type { TracedMessage } from "../api/types";

/*
 * A session has many numbers: each side counts its messages by MsgID, and the standard counts packages. People get one, the place of the
 * message in the session, in the diagram, beside it, and wherever one message speaks of another.
 */

/** The first line of an arrow: which message it is, and what the standard calls it. */
export function heading(brief: string, number: number): string {
  const match = /^#(\d+) message (.*)$/.exec(brief);
  return match ? `${number} · package ${match[1]}, MsgID ${match[2]}` : `${number} · ${brief}`;
}

/** What is said in a message, with the messages that it speaks of by their place. */
export function numbered(text: string, at: number, messages: readonly TracedMessage[]): string {
  return text
    .replace(/^Message (\S+) of session/, "MsgID $1 of session")
    .replace(/\((device|server)'s message ([^)]*)\)/g, (_, side: string, msgId: string) => {
      const place = placeOf(msgId, side === "device", at, messages);
      return place === undefined ? `(${side}'s MsgID ${msgId})` : `(message ${place + 1})`;
    });
}

/** The last message before `at` that a side gave this number: some begin to count anew within a session. */
export function placeOf(msgId: string, fromDevice: boolean, at: number, messages: readonly TracedMessage[]): number | undefined {
  for (let place = Math.min(at, messages.length) - 1; place >= 0; place--) {
    const message = messages[place]!;
    if (message.fromDevice === fromDevice && message.content?.msgId === msgId) return place;
  }
  return undefined;
}

/** The message that something came up with at this time: what the device said, or failing that what was said last. */
export function messageAt(messages: readonly TracedMessage[], at: string): number | undefined {
  const time = Date.parse(at);
  const said = messages.findIndex((it) => it.fromDevice && Date.parse(it.at) === time);
  if (said >= 0) return said;
  const before = messages.findLastIndex((it) => Date.parse(it.at) <= time);
  return before >= 0 ? before : undefined;
}

/** Whether somebody should look: not at a challenge that was answered, whatever it looks like by itself. */
export function isTroubled(message: TracedMessage): boolean {
  if (message.settled) return false;
  return message.note !== undefined || message.unreadable !== undefined || message.content?.badNews === true;
}
