import { describe, expect, test } from '@jest/globals';
import { agreedOn, estimate } from './estimate.ts';
import type { Patterns } from './patterns.ts';
import { amongWider } from './sessions.ts';

const [SAME, DIFFERENT] = [1, 2];
const COLUMNS = ['name', 'address', 'phone', 'postcode'];
const u = [0.0005, 0.01, 0.01, 0.03];
/** Of 100,000 pairs: how many of each sort, and how often they share the name, the address, the phone and the postcode. */
const SORTS = [
  { pairs: 300, share: [0.85, 0.8, 0.8, 0.95] },
  { pairs: 4_000, share: [0.0005, 0.9, 0.9, 1] },
  { pairs: 95_700, share: u },
];

/** The expected counts of all patterns; pairs agree with the rules of the columns that they share, one by one, and two by two with the name. */
function patternsOf(sorts: typeof SORTS): Patterns {
  const patterns: Patterns = { levels: [], counts: [] };
  for (let shared = 1; shared < 1 << COLUMNS.length; shared++) {
    const isSame = COLUMNS.map((_, c) => ((shared >>> c) & 1) === 1);
    const count = sorts.reduce(
      (sum, { pairs, share }) => sum + isSame.reduce((left, is, c) => left * (is ? share[c]! : 1 - share[c]!), pairs),
      0,
    );
    const rules = RULES.reduce((bits, rule, i) => (rule.every((c) => isSame[c]) ? bits | (1 << i) : bits), 0);
    patterns.levels.push(Uint8Array.from(isSame, (is) => (is ? SAME : DIFFERENT)));
    patterns.counts.push(new Map([[rules, count]]));
  }
  return patterns;
}

const RULES = [[0], [0, 1], [0, 2], [0, 3], [1], [2], [3]];
const sessions = RULES.map((looked, rule) => ({
  rule,
  parts: looked.map((c) => COLUMNS[c]!),
  looked,
  free: COLUMNS.flatMap((_, c) => (looked.includes(c) ? [] : [c])),
  own: [],
  partlyShared: [],
  telling: [],
}));

function learn(sorts: typeof SORTS, patterns = patternsOf(sorts)) {
  return estimate({
    patterns,
    u: u.map((same) => Float64Array.of(0, same, 1 - same)),
    filled: COLUMNS.map(() => 1),
    telling: [0],
    grain: 1,
    allPairs: 100_000,
    sessions,
  });
}

describe('what is learnt without labels', () => {
  test('the firms of one building share address, phone and postcode, and are not taken for one firm that changes its name', () => {
    const { m, most } = learn(SORTS);
    expect(m[0]![DIFFERENT]).toBeLessThan(0.5);
    expect(most).toBeLessThan(1_500);
  });

  test('where no two share an address by chance, what all sessions say stands', () => {
    const { m, most } = learn(SORTS.filter(({ pairs }) => pairs !== 4_000));
    expect(most).toBeUndefined();
    for (const [c, shares] of m.entries()) expect(shares[SAME]).toBeCloseTo(SORTS[0]!.share[c]!, 1);
  });

  test('a session is not mistaken for what it concludes of pairs in which nothing else is known', () => {
    const sorts = SORTS.filter(({ pairs }) => pairs !== 4_000);
    const { levels, counts } = patternsOf(sorts);
    const nameAlone = { levels: Uint8Array.of(SAME, 0, 0, 0), counts: new Map([[1, 6_000]]) };
    const { most } = learn(sorts, { levels: [...levels, nameAlone.levels], counts: [...counts, nameAlone.counts] });
    expect(most).toBeUndefined();
  });

  test('who shares a postcode lives in one town, and is not taken for one who changes his name when he shares a name in part', () => {
    const narrow = { free: [1, 2], own: [], parts: ['postcode', 'given name'] };
    const wide = { free: [0, 1, 2], own: [], parts: ['postcode'] };
    const u = [0.01, 0.02, 0.05].map((same) => Float64Array.of(0, same, 1 - same));
    const seen = { among: [0.01, 0.02, 0.99].map((same) => Float64Array.of(0, same, 1 - same)), strangers: 5_000 };
    const sessions = [narrow, wide].map((session) => ({ session: { rule: 0, looked: [], partlyShared: [], telling: [], ...session } }));
    const none = { among: u, strangers: 0 };
    expect(amongWider(sessions, [none, seen], u)).toEqual([[u[0], u[1], seen.among[2]], u]);
    expect(amongWider(sessions, [none, { ...seen, strangers: 10 }], u)[0]).toEqual(u);
  });

  test('few sessions agree on nothing, and many on what the lower ones of them say', () => {
    expect(agreedOn([100, 110, 9_000].map((all) => ({ all, weight: 1, isKnown: true })))).toBeUndefined();
    expect(agreedOn([9_000, 100, 110, 7_000, 8_000].map((all) => ({ all, weight: 1, isKnown: true })))).toBe(110);
  });
});
