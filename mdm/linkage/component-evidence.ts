/** What each two members of a component say to each other, as the clusters that they become weigh it. */
import type { Component } from './merge-clusters.ts';
import type { Profiles } from './profiles.ts';
import { takenBack } from './taken-back.ts';
import { rarityAt, type Weights, weightAt } from './weights.ts';

interface Compared {
  members: Uint32Array;
  /** By comparison: levels of all pairs of members, those of this component from `first` on. */
  levels: readonly Uint8Array[];
  first: number;
  profiles: Profiles;
  weights: Weights;
}

export function componentEvidence({
  members,
  levels,
  first,
  profiles,
  weights,
}: Compared): Pick<Component, 'weights' | 'overlaps' | 'related'> {
  const count = members.length;
  const tell = (bits: (pair: number, left: number) => number) => {
    const told = new Float64Array(count * count);
    for (let i = 0, pair = first; i < count; i++) for (let j = i + 1; j < count; j++, pair++) told[i * count + j] = bits(pair, members[i]!);
    return told;
  };
  const tellOf = (c: number, bits: (level: number, code: number) => number) => {
    const codes = profiles.codes[weights.columns[c]!]!;
    const own = levels[c]!;
    return tell((pair, left) => (own[pair] === 0 ? Number.NaN : bits(own[pair]!, codes[left]!)));
  };
  const { overlaps, related } = weights.ties;
  return {
    weights: levels.map((_, c) => tellOf(c, (level, code) => weightAt(weights, c, level, code))),
    overlaps: overlaps.map((overlap) => {
      const [one, other] = [levels[overlap.left]!, levels[overlap.right]!];
      const back = (pair: number) => takenBack({ overlaps: [overlap], related: [] }, weights.levels, { levelOf: (c) => levels[c]![pair]! });
      return tell((pair) => (one[pair] === 0 || other[pair] === 0 ? Number.NaN : -back(pair)));
    }),
    related: related.map(({ prior, weights: shared }) => ({
      prior,
      weights: shared.flatMap((own, c) =>
        own === undefined ? [] : [tellOf(c, (level, code) => own[level]! + rarityAt(weights, c, level, code))],
      ),
    })),
  };
}
