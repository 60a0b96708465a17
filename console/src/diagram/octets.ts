export function octetsOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

const WIDTH = 16;

/** Offset, octets and what of them is text, sixteen to a line. */
export function dump(octets: Uint8Array, most = 4096): string {
  const lines: string[] = [];
  for (let at = 0; at < Math.min(octets.length, most); at += WIDTH) {
    const part = [...octets.subarray(at, at + WIDTH)];
    const hex = part.map((it) => it.toString(16).padStart(2, "0")).join(" ");
    const text = part.map((it) => (it >= 0x20 && it < 0x7f ? String.fromCharCode(it) : "·")).join("");
    lines.push(`${at.toString(16).padStart(6, "0")}  ${hex.padEnd(WIDTH * 3)} ${text}`);
  }
  if (octets.length > most) lines.push(`… and ${(octets.length - most).toLocaleString("en")} octets more`);
  return lines.join("\n");
}
