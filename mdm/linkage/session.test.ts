import { expect, test } from '@jest/globals';
import { BELIEF, believedShares, heldBack, runSession } from './session.ts';

/** Levels: missing, equal, different. */
const u = [0.02, 0.0001, 0.0001].map((equal) => Float64Array.of(0, equal, 1 - equal));
const seen = [
  { levels: Uint8Array.of(1, 1, 1), count: 50 },
  { levels: Uint8Array.of(1, 2, 2), count: 45 },
  { levels: Uint8Array.of(2, 2, 2), count: 5 },
];
const running = { free: [0, 1, 2], seen, pairs: 100, u, before: u.map(() => believedShares(3).map((share) => share * BELIEF)) };

test('who moved house is still himself: strangers of one birth date share no given name more often for it', () => {
  const { m, matches } = runSession({ ...running, own: [0], partlyShared: [], telling: [] });
  expect(matches).toBeGreaterThan(85);
  expect(m[1]![2]!).toBeGreaterThan(0.35);
});

test('what goes with the block tells nothing: in a block of one street, most live in one town', () => {
  const { matches } = runSession({ ...running, own: [], partlyShared: [], telling: [] });
  expect(matches).toBeLessThan(60);
});

test('in a home for the aged, all share address and phone: only those of one name and birth date are one', () => {
  const four = [0.02, 0.02, 0.0001, 0.0001].map((equal) => Float64Array.of(0, equal, 1 - equal));
  const seen = [
    { levels: Uint8Array.of(1, 1, 1, 1), count: 180 },
    { levels: Uint8Array.of(2, 1, 1, 1), count: 30 },
    { levels: Uint8Array.of(1, 2, 1, 1), count: 30 },
    { levels: Uint8Array.of(2, 2, 1, 1), count: 1760 },
  ];
  const before = four.map(() => believedShares(3).map((share) => share * BELIEF));
  const home = { free: [0, 1, 2, 3], own: [0, 1], seen, pairs: 2000, u: four, before };
  expect(runSession({ ...home, partlyShared: [], telling: [] }).matches).toBeGreaterThan(1500);
  const { m, matches } = runSession({ ...home, partlyShared: [], telling: [0, 1] });
  expect(matches).toBeLessThan(300);
  expect(m[0]![2]!).toBeLessThan(0.2);
});

test('matches seldom differ in what belongs to one alone, however many pairs share all the rest', () => {
  const flat = [
    { levels: Uint8Array.of(1, 1, 1), count: 10 },
    { levels: Uint8Array.of(2, 1, 1), count: 300 },
  ];
  const { m } = runSession({ ...running, seen: flat, pairs: 310, own: [0], partlyShared: [], telling: [] });
  expect(m[0]![2]! / u[0]![2]!).toBeCloseTo(0.2, 6);
});

test('where what belongs to one alone tells who is one, a few pairs suffice to see what else the block has in common', () => {
  const four = [0.02, 0.0001, 0.02, 0.001].map((equal) => Float64Array.of(0, equal, 1 - equal));
  const seen = [
    { levels: Uint8Array.of(1, 1, 1, 1), count: 12 },
    { levels: Uint8Array.of(2, 2, 1, 1), count: 130 },
  ];
  const before = four.map(() => believedShares(3).map((share) => share * BELIEF));
  const block = { free: [0, 1, 2, 3], own: [0, 1], partlyShared: [], telling: [0, 1], seen, pairs: 142, u: four, before };
  expect(runSession({ ...block, isTold: true }).matches).toBeLessThan(20);
});

test('brothers share the surname in their whole names: only the strong levels of a name are as rare among them as among any', () => {
  // Levels: missing, equal, one letter off, a word in common, different.
  const [m, u] = [Float64Array.of(0, 0.8, 0.1, 0.05, 0.05), Float64Array.of(0, 0.001, 0.001, 0.02, 0.978)];
  const brothers = heldBack(Float64Array.of(0, 0.1, 0, 0.8, 0.1), u, m);
  expect(brothers[1]).toBe(0.001);
  expect(brothers[3]).toBeGreaterThan(0.85);
  expect(brothers.reduce((sum, share) => sum + share)).toBeCloseTo(1, 9);
});
