import type { PathStep, RecordName } from './contract.ts';

export interface Edge {
  left: number;
  right: number;
  weight: number;
}

/**
 * The way between two records over edges given from the strongest to the weakest: the one whose weakest edge is the strongest.
 * Empty where none leads there.
 */
export function strongestPath(edges: readonly Edge[], from: number, to: number): Edge[] {
  const parent = new Map<number, number>();
  const root = (record: number): number => {
    const up = parent.get(record) ?? record;
    return up === record ? record : root(up);
  };
  const tree = new Map<number, Edge[]>();
  for (const edge of edges) {
    const [a, b] = [root(edge.left), root(edge.right)];
    if (a === b) continue;
    parent.set(a, b);
    for (const end of [edge.left, edge.right]) tree.set(end, [...(tree.get(end) ?? []), edge]);
    if (root(from) === root(to)) return walk(tree, from, to);
  }
  return [];
}

/** Through a tree there is one way. */
function walk(tree: ReadonlyMap<number, Edge[]>, from: number, to: number): Edge[] {
  const cameBy = new Map<number, Edge>();
  const waiting = [from];
  for (const at of waiting) {
    for (const edge of tree.get(at) ?? []) {
      const next = edge.left === at ? edge.right : edge.left;
      if (next === from || cameBy.has(next)) continue;
      cameBy.set(next, { left: at, right: next, weight: edge.weight });
      waiting.push(next);
    }
  }
  const way: Edge[] = [];
  for (let edge = cameBy.get(to); edge !== undefined; edge = cameBy.get(edge.left)) way.unshift(edge);
  return way;
}

export function named(edges: readonly Edge[], nameOf: (n: number) => RecordName): PathStep[] {
  return edges.map(({ left, right, weight }) => ({ left: nameOf(left), right: nameOf(right), weight }));
}
