import { expect, test } from "vitest";
import { bodyOf, draftOf } from "./advisory";

const KNOWN = {
  id: "CVE-2026-1234",
  title: "Modem takes unsigned settings",
  url: "https://example.com/1",
  models: [{ model: "NW-410", affected: ["1.*"], fixed: ["1.9"] }],
  changed: "2026-03-01T08:00:00Z",
  revision: 3,
};

test("an advisory that is opened and stored says what it said", () => {
  const { title, url, models } = KNOWN;
  expect(bodyOf(draftOf(KNOWN))).toEqual({ title, url, models });
});

test("one that begins at a release has that version, and an address only if one is given", () => {
  expect(bodyOf(draftOf(undefined, "NW-410", "2.0"))).toEqual({ title: "", models: [{ model: "NW-410", affected: ["2.0"], fixed: [] }] });
  expect(draftOf(undefined).models).toEqual([{ model: "", affected: [], fixed: [] }]);
});
