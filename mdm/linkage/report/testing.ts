/** A report's contents as a small link would give them, for tests of the page. */
import type { FieldEvidence, PairEvidence } from '../evidence/contract.ts';
import { probabilityOf } from '../threshold.ts';
import type { ReportComparison, ReportData, ReportLevel } from './contract.ts';

const MODEL = 'sha256:5f3c…';

function level([name, en, zh]: [string, string, string], m: number, u: number, isAdjusted = false): ReportLevel {
  const weight = name === 'missing' ? 0 : Math.log2(m / u);
  return { name, label: { en, zh }, m, u, weight, isAdjusted };
}

const COMPARISONS: ReportComparison[] = [
  {
    name: 'first_name',
    kind: 'person name',
    levels: [
      level(['exact', 'the same', '相同'], 0.71, 0.0071, true),
      level(['jaro-winkler-0.92', 'nearly the same', '几乎相同'], 0.14, 0.0032),
      level(['jaro-winkler-0.88', 'similar', '相近'], 0.05, 0.0051),
      level(['different', 'different', '不同'], 0.1, 0.9846),
    ],
  },
  {
    name: 'surname',
    kind: 'person name',
    levels: [
      level(['exact', 'the same', '相同'], 0.78, 0.0042, true),
      level(['jaro-winkler-0.92', 'nearly the same', '几乎相同'], 0.11, 0.0018),
      level(['different', 'different', '不同'], 0.11, 0.994),
    ],
  },
  {
    name: 'dob',
    kind: 'date',
    levels: [
      level(['exact', 'the same day', '同一天'], 0.62, 0.0011),
      level(['swapped', 'day and month swapped', '月日互换'], 0.06, 0.00008),
      level(['edit-1', 'one digit different', '一位数字不同'], 0.21, 0.0049),
      level(['different', 'different', '不同'], 0.11, 0.994),
    ],
  },
  {
    name: 'email',
    kind: 'email',
    levels: [
      level(['exact', 'the same', '相同'], 0.66, 0.0021, true),
      level(['local-part', 'same name, other provider', '用户名相同'], 0.07, 0.0003),
      level(['different', 'different', '不同'], 0.27, 0.9976),
    ],
  },
];

const THRESHOLDS = { join: 4.2, keep: 2.1, review: -0.7 };

/** Of the comparisons above: `[level's place, left, right, part of rarity]` each; a null place is missing. */
export function examplePair(
  ids: [string, string],
  given: [number | null, string | null, string | null, number?][],
  change: Partial<PairEvidence> = {},
): PairEvidence {
  const fields = given.map(([place, left, right, rarity], index): FieldEvidence => {
    const { name: field, levels } = COMPARISONS[index]!;
    if (place === null) {
      const label = { en: 'missing', zh: '缺失' };
      return { field, left, right, level: 'missing', label, sentence: label, weight: 0 };
    }
    const { name, label, weight } = levels[place]!;
    const adjusted = rarity === undefined ? {} : { rarity };
    return { field, left, right, level: name, label, sentence: label, weight: weight + (rarity ?? 0), ...adjusted };
  });
  const total = fields.reduce((sum, { weight }) => sum + weight, -8.1);
  const band = total >= THRESHOLDS.join ? 'join' : total >= THRESHOLDS.keep ? 'keep' : total >= THRESHOLDS.review ? 'review' : 'apart';
  const [left, right] = ids.map((id) => ({ file: 'persons.csv', id })) as [{ file: string; id: string }, { file: string; id: string }];
  const candidateKeys = ['surname.phonetic & dob.year'];
  const path = band === 'join' ? [{ left, right, weight: total }] : [];
  const common = {
    contradictions: [],
    prior: -8.1,
    probability: probabilityOf(total),
    thresholds: THRESHOLDS,
    modelVersion: MODEL,
    decisions: [],
  };
  return { left, right, candidateKeys, fields, ...common, total, band, together: band === 'join', path, ...change };
}

function histogram(): ReportData['histogram'] {
  return Array.from({ length: 72 }, (_, index) => {
    const from = -16 + index * 0.5;
    const others = Math.round(9000 * Math.exp(-((from + 9) ** 2) / 10));
    const matches = Math.round(160 * Math.exp(-((from - 11) ** 2) / 26));
    return { from, to: from + 0.5, pairs: others + matches, matches };
  });
}

function curve() {
  return Array.from({ length: 60 }, (_, index) => {
    const threshold = 19 - index * 0.6;
    const recall = Math.min(0.985, 1 / (1 + Math.exp((threshold - 9) / 2.4)) + 0.02);
    const precision =
      threshold > 2 ? 1 - 0.012 / (1 + Math.exp(threshold - 4)) : Math.max(0.01, 0.99 / (1 + Math.exp((-threshold - 2) / 1.8)));
    return { threshold, precision, recall, f1: (2 * precision * recall) / (precision + recall) };
  });
}

const PAIRS: PairEvidence[] = [
  examplePair(
    ['1', '2'],
    [
      [1, 'ROBERT', 'ROB'],
      [0, 'ALLEN', 'ALLEN', 1.4],
      [2, '1971-06-24', '1971-05-24'],
      [0, 'ROBERTA25@SMITH.NET', 'ROBERTA25@SMITH.NET', 2.2],
    ],
  ),
  examplePair(
    ['8', '10'],
    [
      [null, null, null],
      [0, 'DEAN', 'DEAN', -0.6],
      [0, '2015-03-03', '2015-03-03'],
      [null, null, 'EVIED56@HARRIS-BAILEY.NET'],
    ],
  ),
  examplePair(
    ['31', '77'],
    [
      [3, 'HARRY', 'ISLA'],
      [0, 'HALL', 'HALL', -1.1],
      [3, '1985-02-07', '1990-11-23'],
      [null, null, 'ISLAHALL@X.ORG'],
    ],
  ),
];

/** A whole report; with `truth`, held beside one. */
export function exampleReport({ withTruth }: { withTruth: boolean }): ReportData {
  const measure = { precision: 0.990812, recall: 0.913344, f1: 0.9505 };
  const points = curve();
  // A copy of its own for each test.
  return structuredClone({
    files: [{ file: 'persons.csv', records: 1000 }],
    modelVersion: MODEL,
    prior: -8.1,
    thresholds: THRESHOLDS,
    counts: { records: 1000, compared: 48_230, joined: 1822, review: 64, clusters: 268, clustersOfMany: 214 },
    comparisons: COMPARISONS,
    histogram: histogram(),
    rules: [
      { name: 'email.value', pairs: 1403, newPairs: 1403, largest: [{ values: ['A@B.NET'], records: 9, pairs: 36 }] },
      {
        name: 'surname.phonetic & dob.year',
        pairs: 18_220,
        newPairs: 17_110,
        largest: [{ values: ['JNS', '1998'], records: 88, pairs: 3828 }],
      },
      {
        name: 'first_name.value',
        pairs: 29_717,
        newPairs: 29_717,
        capped: { en: '2 blocks were too large and tightened', zh: '2 个分块过大，已收紧' },
        largest: [{ values: ['OLIVER <b>'], records: 120, pairs: 7140 }],
      },
    ],
    columns: [
      { name: 'first_name', kind: 'person name', filled: 831, distinct: 355 },
      { name: 'surname', kind: 'person name', filled: 819, distinct: 430 },
      { name: 'dob', kind: 'date', filled: 1000, distinct: 612 },
      { name: 'email', kind: 'email', filled: 440, distinct: 371 },
    ],
    clusterSizes: [1, 2, 3, 4, 5, 6, 7, 9].map((size, index) => ({ size, clusters: Math.round(60 / (1 + index)) })),
    unlinkable: Array.from({ length: 40 }, (_, index) => ({ threshold: -6 + index, share: Math.min(1, Math.max(0, (index / 40) ** 3)) })),
    pairs: PAIRS,
    ...(withTruth
      ? {
          truth: {
            pairs: measure,
            bcubed: { precision: 0.991, recall: 0.942, f1: 0.966 },
            best: points.reduce((best, point) => (point.f1 > best.f1 ? point : best)),
            candidateRecall: 0.984,
            curve: points,
            wrongJoins: 17,
            missed: 176,
          },
        }
      : {}),
    wrong: withTruth
      ? [
          { kind: 'joinedWrongly', evidence: PAIRS[0]! },
          { kind: 'neverCompared', evidence: { ...PAIRS[1]!, candidateKeys: [], band: 'apart', together: false, path: [] } },
          { kind: 'belowThreshold', evidence: PAIRS[2]! },
        ]
      : [],
    warnings: [{ en: 'The column state has one value everywhere and was left out.', zh: '列 state 的值处处相同，已不使用。' }],
    steps: [
      { says: { en: 'reading', zh: '读取' }, seconds: 0.06 },
      { says: { en: 'training', zh: '训练' }, seconds: 0.31 },
      { says: { en: 'scoring', zh: '评分' }, seconds: 0.12 },
    ],
    seconds: 0.8,
    peakMemoryMb: 212,
  });
}
