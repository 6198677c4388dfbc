/** What hangs together by scored pairs, and of that what needs a second look. */
import { type Edges, placesOf } from './edges.ts';
import { Forest } from './forest.ts';

export interface Components {
  /** By profile: 1 where its component needs no second look. */
  simple: Uint8Array;
  /** Members of each of the others, ascending. */
  mixed: Uint32Array[];
}

interface Hanging {
  profiles: number;
  edges: Edges;
  /** Weight from which a pair joins, and from which it holds a component together. */
  join: number;
  near: number;
}

/** Components of more profiles are divided by a higher line first. */
const LARGEST = 200;
/** The line is raised by so many bits at a time. */
const RAISE = 2;

/**
 * A component of two, or one of which each two members are joined, is simple. Kept in arrays by profile: there are about as many components
 * as entities, and all but a few are simple.
 */
export function components({ profiles, edges, join, near }: Hanging): Components {
  const simple = new Uint8Array(profiles).fill(1);
  const mixed: Uint32Array[] = [];
  let places = placesOf(edges, (edge) => edges.weight[edge]! >= near && edges.left[edge] !== edges.right[edge]);
  for (let line = near; places.length > 0; line += RAISE) {
    places = places.filter((edge) => edges.weight[edge]! >= line);
    const { rootOf, sizes, joined } = gather({ profiles, edges, join, places });
    const isMixed = (root: number) => sizes[root]! > 2 && joined[root]! !== (sizes[root]! * (sizes[root]! - 1)) / 2;
    const members = new Map<number, number[]>();
    for (let profile = 0; profile < profiles; profile++) {
      const root = rootOf(profile);
      if (!isMixed(root)) continue;
      simple[profile] = 0;
      if (sizes[root]! > LARGEST) continue;
      const own = members.get(root);
      if (own === undefined) members.set(root, [profile]);
      else own.push(profile);
    }
    for (const own of members.values()) mixed.push(Uint32Array.from(own));
    places = places.filter((edge) => isMixed(rootOf(edges.left[edge]!)) && sizes[rootOf(edges.left[edge]!)]! > LARGEST);
  }
  return { simple, mixed };
}

interface Gathered {
  rootOf(profile: number): number;
  /** By the profile that stands for a component: its members, and the pairs of them that join. */
  sizes: Uint32Array;
  joined: Uint32Array;
}

function gather({ profiles, edges, join, places }: Omit<Hanging, 'near'> & { places: Uint32Array }): Gathered {
  const forest = new Forest(profiles);
  for (const edge of places) {
    const [a, b] = [forest.find(edges.left[edge]!), forest.find(edges.right[edge]!)];
    if (a !== b) forest.unite(a, b);
  }
  const [sizes, joined] = [new Uint32Array(profiles), new Uint32Array(profiles)];
  for (let profile = 0; profile < profiles; profile++) sizes[forest.find(profile)]!++;
  for (const edge of places) if (edges.weight[edge]! >= join) joined[forest.find(edges.left[edge]!)]!++;
  return { rootOf: (profile) => forest.find(profile), sizes, joined };
}
