import { upTo } from './integers.ts';

/** Disjoint sets, each by its smallest member. */
export class Forest {
  readonly #parent: Uint32Array;

  constructor(size: number) {
    this.#parent = upTo(size);
  }

  find(member: number): number {
    const parent = this.#parent;
    let root = member;
    while (parent[root] !== root) root = parent[root]!;
    for (let at = member; parent[at] !== root; ) {
      const above = parent[at]!;
      parent[at] = root;
      at = above;
    }
    return root;
  }

  /** Of two roots; gives the one that stands for both. */
  unite(a: number, b: number): number {
    const [root, other] = a < b ? [a, b] : [b, a];
    this.#parent[other] = root;
    return root;
  }
}
