/** What a report shows. Made from a finished link; drawn by `report.ts`. Weights are log2 of odds everywhere. */
import type { Bilingual } from '../../../core/errors.ts';
import type { Measure } from '../../agreement.ts';
import type { PairEvidence } from '../evidence/contract.ts';

export interface ReportLevel {
  name: string;
  label: Bilingual;
  /** Share of matching pairs at this level, and of pairs that do not match. */
  m: number;
  u: number;
  /** log2(m ÷ u); 0 where a side has no value. */
  weight: number;
  /** Whether rare values weigh more here. */
  isAdjusted: boolean;
}

export interface ReportComparison {
  name: string;
  /** Kind of column, as the model names it; absent where levels were written one by one. */
  kind?: string;
  /** Strongest first. */
  levels: ReportLevel[];
}

export interface ReportThresholds {
  join: number;
  keep: number;
  review: number;
}

/** Pairs whose weight lies in [from, to). */
export interface ReportBin {
  from: number;
  to: number;
  pairs: number;
  /** Of them, those that are matches: by the truth where one was given, else as the model expects. */
  matches: number;
}

export interface ReportBlock {
  /** Values of the rule's columns. */
  values: string[];
  records: number;
  pairs: number;
}

export interface ReportRule {
  name: string;
  pairs: number;
  /** Pairs that no earlier rule made. */
  newPairs: number;
  /** What was done against blocks above the cap, said in a sentence; absent when nothing. */
  capped?: Bilingual;
  largest: ReportBlock[];
}

export interface ReportColumn {
  name: string;
  kind: string;
  filled: number;
  distinct: number;
}

export interface ReportCurvePoint extends Measure {
  threshold: number;
}

export interface ReportTruth {
  /** Of our clusters. */
  pairs: Measure;
  /** Absent where the truth judges pairs only. */
  bcubed?: Measure;
  best: ReportCurvePoint | null;
  candidateRecall: number;
  curve: ReportCurvePoint[];
  /** Wrong pairs in all, of which `wrong` shows some. */
  wrongJoins: number;
  missed: number;
}

export type WrongKind = 'joinedWrongly' | 'neverCompared' | 'belowThreshold' | 'heldApart';

export interface WrongPair {
  kind: WrongKind;
  evidence: PairEvidence;
}

export interface ReportData {
  files: { file: string; records: number }[];
  modelVersion: string;
  /** log2 of the odds that two records picked at random are one. */
  prior: number;
  thresholds: ReportThresholds;
  counts: { records: number; compared: number; joined: number; review: number; clusters: number; clustersOfMany: number };
  comparisons: ReportComparison[];
  histogram: ReportBin[];
  rules: ReportRule[];
  columns: ReportColumn[];
  clusterSizes: { size: number; clusters: number }[];
  /** Share of records that would fall below a threshold even against a copy of themselves, by rising threshold. */
  unlinkable: { threshold: number; share: number }[];
  /** Worth a look: strongest, weakest that joined, strongest that did not, contradictions. */
  pairs: PairEvidence[];
  truth?: ReportTruth;
  wrong: WrongPair[];
  warnings: Bilingual[];
  steps: { says: Bilingual; seconds: number }[];
  seconds: number;
  peakMemoryMb: number;
}
