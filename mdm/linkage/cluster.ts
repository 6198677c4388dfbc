/** Who is one: union-find over accepted pairs, strongest first, under vetoes. */
import type { Profiles } from './profiles.ts';

/** Scored pairs of profiles. */
export interface Edges {
  left: Uint32Array;
  right: Uint32Array;
  weight: Float64Array;
}

export interface Clustering {
  profiles: Profiles;
  edges: Edges;
  /** Weight from which a pair joins. */
  join: number;
  /** Places of the columns of which an entity has but one value. */
  exclusive: readonly number[];
  /** By file: whether no two of its records are one entity. */
  noDuplicates: readonly boolean[];
}

export interface Clustered {
  /** By profile: a profile that stands for its cluster. */
  root: Uint32Array;
  /** By profile: whether its own records are one entity. */
  isOne: Uint8Array;
  /** By edge: whether a veto kept it from joining. */
  vetoed: Uint8Array;
}

export function cluster({ profiles, edges, join, exclusive, noDuplicates }: Clustering): Clustered {
  const forest = new Forest(profiles.count);
  const vetoes = new Vetoes(profiles, exclusive, noDuplicates);
  const vetoed = new Uint8Array(edges.weight.length);
  const isOne = new Uint8Array(profiles.count);
  for (const edge of strongestFirst(edges, join)) {
    const [left, right] = [edges.left[edge]!, edges.right[edge]!];
    if (left === right) {
      isOne[left] = 1;
      continue;
    }
    const [a, b] = [forest.find(left), forest.find(right)];
    if (a === b) continue;
    if (vetoes.forbid(a, b)) vetoed[edge] = 1;
    else vetoes.merge(a, b, forest.unite(a, b));
  }
  const root = Uint32Array.from({ length: profiles.count }, (_, profile) => forest.find(profile));
  return { root, isOne, vetoed };
}

/** Edges at or above the line, by weight, then by their ends. */
function strongestFirst({ left, right, weight }: Edges, line: number): Uint32Array {
  const places: number[] = [];
  for (let i = 0; i < weight.length; i++) if (weight[i]! >= line) places.push(i);
  return Uint32Array.from(places).sort((a, b) => weight[b]! - weight[a]! || left[a]! - left[b]! || right[a]! - right[b]!);
}

/** Disjoint sets, each by its smallest member. */
class Forest {
  readonly #parent: Uint32Array;

  constructor(size: number) {
    this.#parent = Uint32Array.from({ length: size }, (_, i) => i);
  }

  find(member: number): number {
    const parent = this.#parent;
    let root = member;
    while (parent[root] !== root) root = parent[root]!;
    for (let at = member; parent[at] !== root; ) [at, parent[at]] = [parent[at]!, root];
    return root;
  }

  /** Of two roots; gives the one that stands for both. */
  unite(a: number, b: number): number {
    const [root, other] = a < b ? [a, b] : [b, a];
    this.#parent[other] = root;
    return root;
  }
}

/** What two clusters may not have both of: two values of an exclusive column, two records of a file without duplicates. */
class Vetoes {
  /** By exclusive column: the value of the cluster that a profile stands for; 0 = none. */
  readonly #values: Uint32Array[];
  /** Bits of the files without duplicates that have a record in it. */
  readonly #files: Uint32Array;

  constructor(profiles: Profiles, exclusive: readonly number[], noDuplicates: readonly boolean[]) {
    this.#values = exclusive.map((column) => profiles.codes[column]!.slice());
    this.#files = Uint32Array.from(profiles.file, (file) => (noDuplicates[file] ? 1 << file : 0));
  }

  forbid(a: number, b: number): boolean {
    if ((this.#files[a]! & this.#files[b]!) !== 0) return true;
    return this.#values.some((values) => values[a] !== 0 && values[b] !== 0 && values[a] !== values[b]);
  }

  merge(a: number, b: number, root: number): void {
    this.#files[root] = this.#files[a]! | this.#files[b]!;
    for (const values of this.#values) values[root] = values[a]! || values[b]!;
  }
}

/** By record, in the order of reading: the smallest record of its cluster. */
export function clustersOfRecords(
  profileOf: Uint32Array,
  { root, isOne }: Clustered,
  noDuplicates: (profile: number) => boolean,
): Uint32Array {
  const none = 0xffffffff;
  const firstOf = new Uint32Array(root.length).fill(none);
  const seen = new Uint8Array(root.length);
  return profileOf.map((profile, n) => {
    // Records of one profile that the profile alone cannot make one: the first stands for it, the others for themselves.
    if (seen[profile] === 1 && (isOne[profile] === 0 || noDuplicates(profile))) return n;
    seen[profile] = 1;
    const top = root[profile]!;
    if (firstOf[top] === none) firstOf[top] = n;
    return firstOf[top]!;
  });
}
