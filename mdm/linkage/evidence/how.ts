/** How a cluster came to be: which records came together by which pair, from the strongest to the weakest. */
import type { Bilingual } from '../../../core/errors.ts';
import { signed } from '../numbers.ts';
import type { PairEvidence, RecordName } from './contract.ts';
import { type ExplainContext, edgesOf, explainPairs, type KnownRecord, nameOf, readRecords } from './explain.ts';

export interface BuildStep {
  step: number;
  /** What came together. */
  left: RecordName[];
  right: RecordName[];
  /** The pair that brought them together; null where all their pairs taken together did. */
  by: { left: RecordName; right: RecordName; weight: number } | null;
  /** Why, where the cluster is not too large to tell it of every step. */
  evidence?: PairEvidence;
}

export interface ClusterHistory {
  cluster: string;
  /** Names of the values, as the model calls its columns. */
  columns: string[];
  records: (RecordName & { values: (string | null)[] })[];
  steps: BuildStep[];
  /** In a paragraph. */
  sentence: Bilingual;
}

const EXPLAINED = 30;

export async function howCluster(
  context: ExplainContext,
  { written, cluster, members }: { written: string; cluster: number; members: number[] },
): Promise<ClusterHistory> {
  const { prepared } = context;
  const records = await readRecords(prepared, members);
  const known = members.map((n) => records.get(n)!);
  const edges = await edgesOf(prepared, [cluster]);
  const steps = buildSteps(known, edges.get(cluster) ?? []);
  const explained = steps.slice(0, EXPLAINED).filter(({ edge }) => edge !== null);
  const evidence = await explainPairs(
    context,
    explained.map(({ edge }) => [edge!.left, edge!.right] as const),
  );
  const told = steps.map(({ left, right, edge }, i): BuildStep => {
    const names = (ns: number[]) => ns.map((n) => nameOf(records.get(n)!));
    const by = edge && { left: nameOf(records.get(edge.left)!), right: nameOf(records.get(edge.right)!), weight: edge.weight };
    const place = explained.indexOf(steps[i]!);
    return { step: i + 1, left: names(left), right: names(right), by, ...(place >= 0 && { evidence: evidence[place]! }) };
  });
  return {
    cluster: written,
    columns: prepared.model.columns.map(({ name }) => name),
    records: known.map((record) => ({ ...nameOf(record), values: record.values })),
    steps: told,
    sentence: sayHistory(known.length, told),
  };
}

interface Merge {
  left: number[];
  right: number[];
  edge: { left: number; right: number; weight: number } | null;
}

/** Edges from the strongest on; what they leave apart came together by the evidence of all. */
function buildSteps(records: readonly KnownRecord[], edges: readonly { left: number; right: number; weight: number }[]): Merge[] {
  const groups = new Map(records.map(({ n }) => [n, [n]]));
  const steps: Merge[] = [];
  const merge = (left: number[], right: number[], edge: Merge['edge']) => {
    steps.push({ left, right, edge });
    const both = [...left, ...right];
    for (const n of both) groups.set(n, both);
  };
  for (const edge of edges) {
    const [left, right] = [groups.get(edge.left)!, groups.get(edge.right)!];
    if (left !== right) merge(left, right, edge);
  }
  const first = () => groups.get(records[0]!.n)!;
  for (const { n } of records) if (groups.get(n) !== first()) merge(first(), groups.get(n)!, null);
  return steps;
}

function sayHistory(records: number, steps: readonly BuildStep[]): Bilingual {
  if (records === 1) return { en: 'One record, joined with nothing.', zh: '只有一条记录，未与其他记录合并。' };
  const weighed = steps.filter(({ by }) => by !== null);
  const weakest = weighed.at(-1)?.by;
  const byAll = steps.length - weighed.length;
  const parts = [
    {
      en: `${records} records came together in ${steps.length === 1 ? 'one step' : `${steps.length} steps`}.`,
      zh: `${records} 条记录经 ${steps.length} 步归为同一。`,
    },
    ...(weakest
      ? [
          {
            en: `The weakest joins ${weakest.left.id} and ${weakest.right.id} with weight ${signed(weakest.weight)}.`,
            zh: `最弱的一步为 ${weakest.left.id} 与 ${weakest.right.id}，权重 ${signed(weakest.weight)}。`,
          },
        ]
      : []),
    ...(byAll > 0
      ? [{ en: `${byAll} of the steps follow from all pairs taken together.`, zh: `其中 ${byAll} 步由全部记录对的证据合并得出。` }]
      : []),
  ];
  return { en: parts.map(({ en }) => en).join(' '), zh: parts.map(({ zh }) => zh).join('') };
}
