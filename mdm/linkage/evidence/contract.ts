/** Why two records are one, or are not: one object wherever it is asked, and the sentences made from it. */
import type { Bilingual } from '../../../core/errors.ts';

export interface RecordName {
  file: string;
  id: string;
}

export interface FieldEvidence {
  /** The comparison, as the model names it. */
  field: string;
  /** Cleaned values; null where there is none. */
  left: string | null;
  right: string | null;
  /** Name of the level, `missing` and `different` among them. */
  level: string;
  label: Bilingual;
  /** The level said of these two values. */
  sentence: Bilingual;
  /** log2 of odds, adjustment for rarity included. */
  weight: number;
  /** The part of the weight that comes from the value being rare or common; absent where nothing was adjusted. */
  rarity?: number;
}

/** What keeps two records apart whatever their weight. */
export interface Contradiction {
  kind: 'exclusive' | 'noDuplicates' | 'decision';
  /** The column, or the file. */
  of: string;
  left: string | null;
  right: string | null;
}

export type Band = 'join' | 'keep' | 'review' | 'veto' | 'apart';

/** How two records came into one cluster: each step a pair that was joined. */
export interface PathStep {
  left: RecordName;
  right: RecordName;
  weight: number;
}

export interface PairEvidence {
  left: RecordName;
  right: RecordName;
  /** Blocking rules that brought them together to be compared; empty: they never met. */
  candidateKeys: string[];
  fields: FieldEvidence[];
  contradictions: Contradiction[];
  /** log2 of the odds that two records picked at random are one. */
  prior: number;
  /** Prior and weights of the fields. */
  total: number;
  probability: number;
  band: Band;
  thresholds: { join: number; keep: number; review: number };
  modelVersion: string;
  decisions: string[];
  /** Whether they ended in one cluster. */
  together: boolean;
  /** The chain of joined pairs between them, when they are together; one step when they were joined themselves. */
  path: PathStep[];
}
