import { describe, expect, test } from '@jest/globals';
import { findRelatives, type Relatives } from './related.ts';
import { takenBack } from './taken-back.ts';

/** Levels: missing, equal, different. Given name and birth date belong to one alone; surname and address do not. */
const own = [true, true, false, false];
const levelsOf = (...equal: number[]) => equal.map((share) => Float64Array.of(0, share, 1 - share));
const M = levelsOf(0.9, 0.9, 0.9, 0.7);
const STRANGERS = levelsOf(0.01, 0.0001, 0.01, 0.001);
const RELATIVES = levelsOf(0.01, 0.0001, 0.95, 0.9);
const PAIRS = 10_000_000;

interface Given {
  matches: number;
  relatives: number;
  strangers?: number;
}

const levels = Array.from({ length: 15 }, (_, i) => Uint8Array.from(own, (_, c) => ((i >> c) & 1) + 1));
const of = (shares: Float64Array[], pattern: Uint8Array) => pattern.reduce((product, level, c) => product * shares[c]![level]!, 1);

/** As many pairs of each pattern as there should be; those that agree on nothing are no candidates. */
function find({ matches, relatives, strangers = PAIRS }: Given) {
  const counts = levels.map((one) => Math.round(matches * of(M, one) + relatives * of(RELATIVES, one) + strangers * of(STRANGERS, one)));
  return findRelatives({ ...finding(counts), matches: matches + relatives / 2 });
}

function finding(counts: number[]) {
  const patterns = { levels, counts: counts.map((pairs) => new Map([[1, pairs]])) };
  return { patterns, m: M, others: () => STRANGERS, own, held: [], isTold: true, grain: 1, allPairs: PAIRS };
}

describe('relatives', () => {
  test('are told from matches by what belongs to one alone', () => {
    const found = find({ matches: 1000, relatives: 3000 });
    expect(found.matches / 1000).toBeCloseTo(1, 1);
    expect(found.relatives.reduce((sum, { pairs }) => sum + pairs, 0) / 3000).toBeCloseTo(1, 1);
    const [{ shares }] = found.relatives as [Relatives];
    expect(shares[0]).toBeUndefined();
    expect(shares[2]![1]).toBeCloseTo(0.95, 1);
    expect(shares[3]![1]).toBeCloseTo(0.9, 1);
  });

  test('are of two sorts: the households are found among the many neighbours', () => {
    const five = [true, true, false, false, false, false];
    const [m, u] = [levelsOf(0.9, 0.9, 0.9, 0.9, 0.9, 0.7), levelsOf(0.01, 0.0001, 0.02, 0.002, 0.01, 0.0001)];
    const neighbours = levelsOf(0.01, 0.0001, 0.99, 0.95, 0.01, 0.0001);
    const households = levelsOf(0.01, 0.0001, 0.99, 0.95, 0.9, 0.9);
    const all = Array.from({ length: 63 }, (_, i) => Uint8Array.from(five, (_, c) => ((i >> c) & 1) + 1));
    const counts = all.map((one) =>
      Math.round(200 * of(m, one) + 100_000 * of(neighbours, one) + 4000 * of(households, one) + PAIRS * of(u, one)),
    );
    const patterns = { levels: all, counts: counts.map((pairs) => new Map([[1, pairs]])) };
    const found = findRelatives({ ...finding([]), patterns, m, others: () => u, own: five, matches: 1000 });
    const sizes = found.relatives.map(({ pairs }) => pairs).sort((a, b) => b - a);
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes[1]! / 4000).toBeCloseTo(1, 0);
    expect(found.matches).toBeLessThan(400);
  });

  test('are not found where only matches have much in common', () => {
    expect(find({ matches: 1000, relatives: 0 }).relatives).toEqual([]);
  });

  test('are not found among no pairs at all', () => {
    expect(find({ matches: 0, relatives: 0, strangers: 0 }).relatives).toEqual([]);
  });
});

describe('where no column belongs to one alone', () => {
  /** Levels of a name: missing, equal, alike, different; of an address and a phone: missing, equal, different. */
  const m = [Float64Array.of(0, 0.8, 0.15, 0.05), ...levelsOf(0.9, 0.8)];
  const u = [Float64Array.of(0, 0.0001, 0.001, 0.9989), ...levelsOf(0.0001, 0.0001)];
  const branches = [Float64Array.of(0, 0, 0.8, 0.2), ...levelsOf(0.9, 0.0001)];
  const levels = [1, 2, 3].flatMap((name) => [1, 2].flatMap((address) => [1, 2].map((phone) => Uint8Array.of(name, address, phone))));
  const findBranches = (relatives: number) => {
    const counts = levels.map((one) => Math.round(1000 * of(m, one) + relatives * of(branches, one) + 1e6 * of(u, one)));
    const patterns = { levels, counts: counts.map((pairs) => new Map([[1, pairs]])) };
    return findRelatives({
      patterns,
      m,
      others: () => u,
      own: [false, false, false],
      held: [0],
      isTold: false,
      grain: 1,
      allPairs: 1e6,
      matches: 1000,
    });
  };

  test('their values of the dividing column may be alike, but are equal no sooner than those of strangers', () => {
    const [found] = findBranches(2000).relatives as [Relatives];
    expect(found.pairs / 2000).toBeCloseTo(1, 1);
    expect(found.shares[0]![1]).toBeLessThanOrEqual(0.0001);
    expect(found.shares[0]![2]).toBeCloseTo(0.8, 1);
    expect(found.shares[0]!.reduce((sum, share) => sum + share)).toBeCloseTo(1, 9);
  });

  test('a few are rather matches that have changed', () => {
    expect(findBranches(100).relatives).toEqual([]);
  });
});

describe('what relatives share', () => {
  const related = { prior: -12, weights: [undefined, undefined, Float64Array.of(0, 6, -4), Float64Array.of(0, 9, -3)] };
  const weights = M.map((shares, c) => shares.map((share, level) => (level === 0 ? 0 : Math.log2(share / STRANGERS[c]![level]!))));
  const back = (levels: number[], rarity = 0) =>
    takenBack({ overlaps: [], related: [related] }, weights, { levelOf: (c) => levels[c]!, rarityOf: () => rarity });

  test('is taken back as far as relatives are likelier than strangers', () => {
    expect(back([2, 2, 1, 1])).toBeCloseTo(3, 0);
    expect(back([2, 2, 1, 2])).toBeCloseTo(0, 2);
    expect(back([2, 2, 0, 0])).toBeCloseTo(0, 2);
  });

  test('is the more, the rarer the values: a rare surname at one address is no better sign of one person than a common one', () => {
    expect(back([2, 2, 1, 1], 2)).toBeCloseTo(7, 0);
  });

  test('does not depend on what belongs to one alone', () => {
    expect(back([1, 1, 1, 1])).toBe(back([2, 2, 1, 1]));
  });
});
