/** Gathers what a report shows from a link that has just been made, while its tables are still there. */
import type { Bilingual } from '../../../core/errors.ts';
import type { LinkResult, RuleFigures, Stage } from '../contract.ts';
import type { Evaluation } from '../evaluate/evaluate.ts';
import type { ExaminedTruth } from '../evaluate/examine-truth.ts';
import { type ExplainContext, explainPairs, linesOf } from '../evidence/explain.ts';
import type { Linked } from '../link.ts';
import type { Prepared } from '../prepare.ts';
import { scorePairs } from '../score-pairs.ts';
import type { ReportBin, ReportComparison, ReportData, ReportTruth, WrongKind, WrongPair } from './contract.ts';
import { telling } from './report-steps.ts';

export interface CollectRequest {
  linked: Linked;
  modelVersion: string;
  truth?: { evaluation: Evaluation; examined: ExaminedTruth };
  seconds: number;
  peakMemoryMb: number;
}

const BIN = 0.5;
const PROFILES = 4000;

/** What is done at each stage. */
export const STAGE_NAMES: Record<Stage, Bilingual> = {
  read: { en: 'reading', zh: '读取' },
  encode: { en: 'cleaning and encoding', zh: '清洗与编码' },
  count: { en: 'counting the pairs of the rules', zh: '统计分块规则的记录对' },
  train: { en: 'training', zh: '训练' },
  score: { en: 'comparing and scoring', zh: '比较与评分' },
  cluster: { en: 'clustering', zh: '聚类' },
  write: { en: 'writing', zh: '写出' },
};

export async function collectReport(request: CollectRequest): Promise<ReportData> {
  const { linked, modelVersion, truth, seconds, peakMemoryMb } = request;
  const { db } = linked.prepared;
  const context: ExplainContext = { prepared: linked.prepared, trained: linked.trained, modelVersion };
  const lines = linesOf(linked.trained);
  const pairs = await db.rows<{ left_n: number; right_n: number }>(telling(lines.join));
  return {
    files: filesRead(linked.prepared),
    modelVersion,
    prior: linked.trained.prior,
    thresholds: lines,
    counts: countsOf(linked),
    comparisons: comparisonsOf(linked),
    histogram: histogramOf(linked, truth?.examined),
    rules: linked.rules.map(ruleOf),
    columns: linked.columns,
    clusterSizes: linked.clusterSizes,
    unlinkable: await unlinkableOf(linked),
    pairs: await explainPairs(
      context,
      pairs.map(({ left_n, right_n }) => [left_n, right_n] as const),
    ),
    ...(truth && { truth: truthOf(truth) }),
    wrong: truth === undefined ? [] : await wrongOf(context, truth.examined),
    warnings: linked.warnings.map(({ message, fix }) => ({ en: `${message.en} ${fix.en}`, zh: `${message.zh}${fix.zh}` })),
    steps: Object.entries(linked.seconds).map(([stage, spent]) => ({ says: STAGE_NAMES[stage as Stage], seconds: spent })),
    seconds,
    peakMemoryMb,
  };
}

function countsOf({ counts, clusterSizes }: Linked): ReportData['counts'] {
  const clustersOfMany = clusterSizes.reduce((sum, { size, clusters }) => sum + (size > 1 ? clusters : 0), 0);
  const { records, candidatePairs, joinPairs, reviewPairs, clusters } = counts;
  return { records, compared: candidatePairs, joined: joinPairs, review: reviewPairs, clusters, clustersOfMany };
}

/** Levels as trained, without `missing`, which says nothing. */
function comparisonsOf({ model, trained }: LinkResult): ReportComparison[] {
  return model.comparisons.map(({ name, column, levels }, i) => {
    const kind = model.columns.find((one) => one.name === column)?.kind;
    const learnt = trained.comparisons[i]!.levels;
    const shown = levels.flatMap(({ name: level, label, tf }, place) => {
      const { m, u, weight } = learnt[place]!;
      return level === 'missing' ? [] : [{ name: level, label, m, u, weight, isAdjusted: tf }];
    });
    return { name, ...(kind === undefined ? {} : { kind }), levels: shown };
  });
}

function histogramOf({ histogram }: LinkResult, examined: ExaminedTruth | undefined): ReportBin[] {
  const known = new Map(histogram.map((bin) => [Math.round(bin.weight / BIN), bin]));
  const places = [...known.keys()];
  if (places.length === 0) return [];
  const [low, high] = [Math.min(...places), Math.max(...places)];
  return Array.from({ length: high - low + 1 }, (_, i): ReportBin => {
    const bin = known.get(low + i) ?? { pairs: 0, expectedMatches: 0 };
    const matches = examined === undefined ? bin.expectedMatches : (examined.matches.get((low + i) * BIN) ?? 0);
    return { from: (low + i) * BIN, to: (low + i + 1) * BIN, pairs: bin.pairs, matches: Math.round(Math.min(bin.pairs, matches)) };
  });
}

function ruleOf({ name, pairs, added, tightened, leftOut, recordsLeftOut, largest }: RuleFigures): ReportData['rules'][number] {
  const told: Bilingual[] = [];
  if (tightened > 0) told.push({ en: `${tightened} blocks were too large and tightened`, zh: `${tightened} 个分块过大，已收紧` });
  if (leftOut > 0) {
    told.push({
      en: `${leftOut} blocks of ${recordsLeftOut} records were too large and left out`,
      zh: `${leftOut} 个分块（${recordsLeftOut} 条记录）过大，已略过`,
    });
  }
  const capped = { en: told.map(({ en }) => en).join('; '), zh: told.map(({ zh }) => zh).join('；') };
  return { name, pairs, newPairs: added, ...(told.length === 0 ? {} : { capped }), largest };
}

function filesRead({ files, profiles }: Prepared): ReportData['files'] {
  const records = files.map(() => 0);
  for (let profile = 0; profile < profiles.count; profile++) records[profiles.file[profile]!]! += profiles.records[profile]!;
  return files.map((file, i) => ({ file, records: records[i]! })).filter((one) => one.records > 0);
}

/** The first record of each of some profiles, evenly over all, with the records that it stands for. */
function someProfiles({ profiles: { count, records, profileOf } }: Prepared): { n: number; records: number }[] {
  const step = Math.max(1, Math.floor(count / PROFILES));
  const first: number[] = [];
  for (let n = 0; n < profileOf.length; n++) if (profileOf[n]! % step === 0) first[profileOf[n]! / step] ??= n;
  return first.map((n, i) => ({ n, records: records[i * step]! }));
}

/** The weights of records held against themselves, as shares below rising thresholds. */
async function unlinkableOf({ prepared, trained }: Linked): Promise<ReportData['unlinkable']> {
  const profiles = someProfiles(prepared);
  if (profiles.length === 0) return [];
  const scored = await scorePairs(
    prepared,
    trained,
    profiles.map(({ n }) => [n, n] as const),
  );
  const weights = scored.map(({ weight }, i) => ({ weight, records: profiles[i]!.records })).sort((a, b) => a.weight - b.weight);
  const all = weights.reduce((sum, { records }) => sum + records, 0);
  const shares = new Map<number, number>();
  let below = 0;
  for (const { weight, records } of weights) {
    below += records;
    shares.set(Math.ceil(weight / BIN) * BIN, below / all);
  }
  return [...shares].map(([threshold, share]) => ({ threshold, share }));
}

function truthOf({ evaluation, examined }: NonNullable<CollectRequest['truth']>): ReportTruth {
  const { pairs, bcubed, best, curve, wrongJoins, missed } = evaluation;
  const { candidateRecall } = examined;
  return { pairs, ...(bcubed === null ? {} : { bcubed }), best, curve, wrongJoins, missed, candidateRecall };
}

async function wrongOf(context: ExplainContext, { wrong }: ExaminedTruth): Promise<WrongPair[]> {
  const kinds = Object.entries(wrong) as [keyof typeof wrong, [number, number][]][];
  const found: WrongPair[] = [];
  for (const [kind, pairs] of kinds) {
    for (const evidence of await explainPairs(context, pairs)) {
      const shown: WrongKind =
        kind === 'keptAndMissed'
          ? evidence.total >= evidence.thresholds.join
            ? 'heldApart'
            : 'belowThreshold'
          : kind === 'belowReview'
            ? 'belowThreshold'
            : kind;
      found.push({ kind: shown, evidence });
    }
  }
  return found;
}
