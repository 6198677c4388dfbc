/** Who is one: components of pairs that may be one; a component of which each two members are joined is a cluster, any other is looked at as a whole (`merge-clusters.ts`). */

import { compareAll } from './compare.ts';
import { componentEvidence } from './component-evidence.ts';
import { components } from './components.ts';
import { type Edges, placesOf } from './edges.ts';
import { Forest } from './forest.ts';
import { pick } from './integers.ts';
import type { Judge } from './judge.ts';
import { mergeClusters } from './merge-clusters.ts';
import type { Profiles } from './profiles.ts';
import { descending, sortRows } from './sort-numbers.ts';
import type { Weights } from './weights.ts';

export interface Clustering {
  profiles: Profiles;
  edges: Edges;
  /** Weight from which a pair joins, and from which it is looked at with what surrounds it. */
  join: number;
  near: number;
  judge: Judge;
  weights: Weights;
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
  /** By edge at or above the line: whether a veto, or all that surrounds it, kept it from joining. */
  vetoed: Uint8Array;
  bridge: Uint8Array;
}

const BATCH = 1 << 18;

export async function cluster(clustering: Clustering): Promise<Clustered> {
  const { profiles, edges, join, exclusive, noDuplicates } = clustering;
  const forest = new Forest(profiles.count);
  const vetoes = new Vetoes(profiles, exclusive, noDuplicates);
  const vetoed = new Uint8Array(edges.weight.length);
  const bridge = new Uint8Array(edges.weight.length);
  const isOne = new Uint8Array(profiles.count);
  const { simple, mixed } = components({ ...clustering, profiles: profiles.count });
  // Where nothing is ever forbidden, a component is one whatever is joined first.
  for (const edge of vetoes.any ? strongestFirst(edges, join) : placesOf(edges, (one) => edges.weight[one]! >= join)) {
    const [left, right] = [edges.left[edge]!, edges.right[edge]!];
    if (left === right) isOne[left] = 1;
    if (left === right || simple[left] === 0) continue;
    const [a, b] = [forest.find(left), forest.find(right)];
    if (a === b) continue;
    if (vetoes.forbid(a, b)) vetoed[edge] = 1;
    else vetoes.merge(a, b, forest.unite(a, b));
  }
  await mergeMixed(clustering, mixed, {
    mayJoin: (left, right) => !vetoes.forbid(forest.find(left), forest.find(right)),
    onMerge: (left, right) => {
      const [a, b] = [forest.find(left), forest.find(right)];
      vetoes.merge(a, b, forest.unite(a, b));
    },
  });
  for (let edge = 0; edge < edges.weight.length; edge++) {
    const [a, b] = [forest.find(edges.left[edge]!), forest.find(edges.right[edge]!)];
    if (edges.weight[edge]! < join || a === b || vetoed[edge] === 1) continue;
    if (vetoes.forbid(a, b)) vetoed[edge] = 1;
    else bridge[edge] = 1;
  }
  const root = new Uint32Array(profiles.count);
  for (let profile = 0; profile < root.length; profile++) root[profile] = forest.find(profile);
  return { root, isOne, vetoed, bridge };
}

/** Edges at or above the line, by weight, then by their ends. */
function strongestFirst(edges: Edges, line: number): Uint32Array {
  const places = placesOf(edges, (edge) => edges.weight[edge]! >= line);
  const [coarse, fine] = descending(places.length, (i) => edges.weight[places[i]!]!);
  return pick(places, sortRows([coarse, fine, pick(edges.left, places), pick(edges.right, places)], places.length));
}

interface Merging {
  mayJoin(left: number, right: number): boolean;
  onMerge(left: number, right: number): void;
}

/** Compares each two members of the components, a batch of components at a time, and merges what belongs together. */
async function mergeMixed(clustering: Clustering, mixed: readonly Uint32Array[], merging: Merging): Promise<void> {
  for (let next = 0; next < mixed.length; ) {
    const batch: Uint32Array[] = [];
    let pairs = 0;
    do {
      const members = mixed[next++]!;
      batch.push(members);
      pairs += (members.length * (members.length - 1)) / 2;
    } while (next < mixed.length && pairs < BATCH);
    await mergeBatch(clustering, { batch, pairs }, merging);
  }
}

async function mergeBatch(
  { profiles, judge, weights, join }: Clustering,
  { batch, pairs }: { batch: Uint32Array[]; pairs: number },
  merging: Merging,
): Promise<void> {
  const [left, right] = [new Uint32Array(pairs), new Uint32Array(pairs)];
  let size = 0;
  for (const members of batch) {
    for (let i = 0; i < members.length; i++) {
      for (let j = i + 1; j < members.length; j++) {
        left[size] = members[i]!;
        right[size++] = members[j]!;
      }
    }
  }
  const { levels } = await compareAll({ size, left, right, rules: new Uint32Array(size) }, { judge, profiles, columns: weights.columns });
  let from = 0;
  for (const members of batch) {
    const evidence = componentEvidence({ members, levels, first: from, profiles, weights });
    from += (members.length * (members.length - 1)) / 2;
    mergeClusters({
      ...{ size: members.length, prior: weights.prior, join, ...evidence },
      mayJoin: (a, b) => merging.mayJoin(members[a]!, members[b]!),
      onMerge: (a, b) => merging.onMerge(members[a]!, members[b]!),
    });
  }
}

/** What two clusters may not have both of: two values of an exclusive column, two records of a file without duplicates. */
class Vetoes {
  /** By exclusive column: the value of the cluster that a profile stands for; 0 = none. */
  readonly #values: Uint32Array[];
  /** Of each 32 files without duplicates, in bits: which have a record in the cluster. */
  readonly #files: Uint32Array[];

  constructor(profiles: Profiles, exclusive: readonly number[], noDuplicates: readonly boolean[]) {
    this.#values = exclusive.map((column) => profiles.codes[column]!.slice());
    const clean = noDuplicates.flatMap((isClean, file) => (isClean ? [file] : []));
    const bitOf = new Map(clean.map((file, bit) => [file, bit]));
    this.#files = Array.from({ length: Math.ceil(clean.length / 32) }, () => new Uint32Array(profiles.count));
    for (let profile = 0; profile < profiles.count && clean.length > 0; profile++) {
      const bit = bitOf.get(profiles.file[profile]!);
      if (bit !== undefined) this.#files[bit >>> 5]![profile] = 1 << (bit & 31);
    }
  }

  /** Whether anything may be forbidden at all. */
  get any(): boolean {
    return this.#files.length + this.#values.length > 0;
  }

  forbid(a: number, b: number): boolean {
    if (this.#files.some((bits) => (bits[a]! & bits[b]!) !== 0)) return true;
    return this.#values.some((values) => values[a] !== 0 && values[b] !== 0 && values[a] !== values[b]);
  }

  merge(a: number, b: number, root: number): void {
    for (const bits of this.#files) bits[root] = bits[a]! | bits[b]!;
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
