import { describe, expect, test } from "vitest";
import { dump, octetsOf } from "./octets";

describe("octets", () => {
  test("are shown with offset and text", () => {
    const octets = octetsOf(btoa("\u0002\u00a4\u0001jSyncML DM 1.2 text"));
    expect(dump(octets).split("\n")).toEqual([
      "000000  02 a4 01 6a 53 79 6e 63 4d 4c 20 44 4d 20 31 2e  ···jSyncML DM 1.",
      "000010  32 20 74 65 78 74                                2 text",
    ]);
  });

  test("beyond the bound are counted", () => {
    expect(dump(new Uint8Array(5000)).endsWith("… and 904 octets more")).toBe(true);
    expect(dump(new Uint8Array(0))).toBe("");
  });
});
