import { describe, expect, test } from "vitest";
import { completions, filterOf, narrowed, quoted } from "./filter";

const KNOWN = { model: ["NW-410", "NW-500"], standing: ["enrolled", "pending"], group: ["lab one"] };

describe("a filter that is being written", () => {
  test.each([
    ["", "model"],
    ["mod", "model"],
    ["model", "model=="],
    ["model==", "model==NW-410"],
    ["model==NW-5", "model==NW-500"],
    ["model==NW-410;st", "model==NW-410;standing"],
    ["model==NW-410;standing==", "model==NW-410;standing==pending"],
    ["(model==NW-410,ver", "(model==NW-410,version"],
    ["label.ring", "label.ring=="],
    ["group==", 'group=="lab one"'],
    ["lastSeen<", "lastSeen<-P7D"],
    ["model=in=(NW-410,NW-500);gr", "model=in=(NW-410,NW-500);group"],
    ['manufacturer=="a;b";mo', 'manufacturer=="a;b";model'],
  ])("%s may become %s", (written, meant) => {
    expect(completions(written, KNOWN)).toContain(meant);
  });

  test("offers nothing inside of a list, nor what is written already", () => {
    expect(completions("model=in=(NW", KNOWN)).toEqual([]);
    expect(completions("model==NW-410", KNOWN)).toEqual([]);
  });
});

describe("a value", () => {
  test("is quoted where signs would be read", () => {
    expect(quoted("NW-410")).toBe("NW-410");
    expect(quoted("North wind")).toBe('"North wind"');
    expect(quoted('a"*')).toBe('"a\\"\\*"');
  });

  test("narrows a filter without changing what it says", () => {
    expect(narrowed("", "model", "A")).toBe("model==A");
    expect(narrowed("version==1", "model", "A")).toBe("version==1;model==A");
    expect(narrowed("version==1,version==2", "model", "A")).toBe("(version==1,version==2);model==A");
  });
});

test("a part of an identity is looked for, a filter is left as it is", () => {
  expect(filterOf("IMEI:35000000000033")).toBe("id==*IMEI:35000000000033*");
  expect(filterOf("model==NW-4*")).toBe("model==NW-4*");
  expect(filterOf("")).toBe("");
  expect(filterOf("two words")).toBe("two words");
});
