import { expect, test } from "vitest";
import type { NodeOrder } from "../api/types";
import { treeOf, type Node } from "./nodes";

function got(number: number, node: string, read: { children?: string[]; text?: string }): NodeOrder {
  return {
    number,
    command: "get",
    node,
    state: "done",
    open: false,
    sendings: 1,
    created: "",
    until: "",
    at: `at ${number}`,
    status: 200,
    said: [],
    nodes: [{ locUri: node, format: read.children ? "node" : "chr", type: "", cut: false, ...read }],
  };
}

const names = (node: Node): unknown[] => node.children.map((it) => (it.children.length > 0 ? [it.name, names(it)] : it.name));

test("what was read of a device makes a tree, the newest answer counting", () => {
  const tree = treeOf([
    got(3, "./DevDetail/FwV", { text: "2.0" }),
    got(2, "./DevDetail", { children: ["FwV", "SwV"] }),
    got(1, "./DevDetail/FwV", { text: "1.0" }),
  ]);
  expect(names(tree)).toEqual([["DevDetail", ["FwV", "SwV"]]]);
  expect(tree.children[0]!.children[0]).toMatchObject({ uri: "./DevDetail/FwV", read: { text: "2.0" }, at: "at 3" });
});

test("what a newer answer no longer names is gone", () => {
  expect(names(treeOf([got(2, "./A", { children: ["C"] }), got(1, "./A", { children: ["B", "C"] })]))).toEqual([["A", ["C"]]]);
});

test("a deleted node is gone, and one that is asked for waits", () => {
  const deleted: NodeOrder = { ...got(2, "./A/B", {}), command: "delete", nodes: [] };
  const open: NodeOrder = { ...got(3, "./A/C", {}), open: true, nodes: [] };
  const tree = treeOf([open, deleted, got(1, "./A", { children: ["B", "C"] })]);
  expect(names(tree)).toEqual([["A", ["C"]]]);
  expect(tree.children[0]!.children[0]!.waiting).toBe(open);
});
