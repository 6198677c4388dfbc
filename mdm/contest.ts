/**
 * A component in which some profiles contradict each other (one number on two people) is taken apart: profiles join in a stable
 * order, most agreement first, and never where it would bring two contradicting profiles together.
 */

export interface ContestedProfile {
  profile: number;
  label: number;
}

export interface SharedKeys {
  a: number;
  b: number;
  /** How many join keys the two share. */
  keys: number;
  /** How many compared attributes are equal, plus the shared keys that no contradicting pair shares. */
  agreeing: number;
}

export interface Contest {
  profiles: readonly ContestedProfile[];
  /** Pairs in the order they are tried: most agreeing first, then most keys, then by profile. */
  shared: readonly SharedKeys[];
  /** Pairs that must never be together. */
  contradictions: readonly { a: number; b: number }[];
}

/**
 * @returns profile → part; profiles of one part are one entity. A part is named by its least profile, as components are by their
 * least label, so the names of parts and components never collide.
 */
export function takeApart({ profiles, shared, contradictions }: Contest): Map<number, number> {
  const part = new Map(profiles.map(({ profile }) => [profile, profile]));
  const members = new Map(profiles.map(({ profile }) => [profile, [profile]]));
  const against = new Map<number, Set<number>>(profiles.map(({ profile }) => [profile, new Set()]));
  for (const { a, b } of contradictions) {
    against.get(a)?.add(b);
    against.get(b)?.add(a);
  }
  for (const { a, b, agreeing } of shared) {
    // A shared number alone is no reason where the number is contested: something else has to agree.
    if (agreeing === 0) continue;
    const [low, high] = [part.get(a)!, part.get(b)!].sort((x, y) => x - y) as [number, number];
    if (low === high) continue;
    const joining = members.get(high)!;
    if (members.get(low)!.some((profile) => joining.some((other) => against.get(profile)!.has(other)))) continue;
    for (const profile of joining) part.set(profile, low);
    members.get(low)!.push(...joining);
    members.delete(high);
  }
  return part;
}
