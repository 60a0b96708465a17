import type { NodeOrder, ReadNode } from "../api/types";

/** A node as far as it is known. */
export interface Node {
  uri: string;
  name: string;
  children: Node[];
  /** The newest answer about it. */
  read?: ReadNode;
  /** When that was. */
  at?: string;
  /** An order about it that is not answered yet. */
  waiting?: NodeOrder;
}

export const ROOT = ".";

/** Puts together what the device has answered, the newest counting; orders are given the newest first. */
export function treeOf(orders: readonly NodeOrder[]): Node {
  const root: Node = { uri: ROOT, name: "./", children: [] };
  for (const order of [...orders].reverse()) {
    if (order.node === undefined) continue; // a question to the user
    if (order.open) at(root, order.node).waiting = order;
    if (order.command === "delete" && order.status === 200) remove(root, order.node);
    for (const read of order.nodes) {
      const node = at(root, read.locUri);
      node.read = read;
      if (order.at) node.at = order.at;
      if (read.children) {
        const names = read.children;
        for (const name of names) at(root, `${read.locUri}/${name}`);
        node.children = node.children.filter((it) => names.includes(it.name));
      }
    }
  }
  return root;
}

function segments(uri: string): string[] {
  return uri.split("/").filter((it) => it !== "" && it !== ".");
}

function at(root: Node, uri: string): Node {
  let node = root;
  for (const name of segments(uri)) {
    let child = node.children.find((it) => it.name === name);
    if (!child) {
      child = { uri: `${node.uri}/${name}`, name, children: [] };
      node.children.push(child);
    }
    node = child;
  }
  return node;
}

function remove(root: Node, uri: string): void {
  const names = segments(uri);
  const last = names.pop();
  const parent = at(root, names.join("/"));
  parent.children = parent.children.filter((it) => it.name !== last);
}
