/**
 * What the matching engine takes and gives. Weights are log2 of odds and add up; probabilities are 0 to 1;
 * a level's number is its place in its comparison: 0 = missing on a side, 1 = strongest, last = different.
 */
import type { Place } from '../../config/index.ts';
import type { Duck } from '../../core/duckdb/duck.ts';
import type { Sql } from '../../core/duckdb/sql.ts';
import type { Bilingual, DescribedError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { Feature } from '../../values/index.ts';

/** A column of the model: one value a record, cleaned, made of one or several columns of the files. */
export interface ModelColumn {
  name: string;
  /** Name of its kind (`values/kinds`), e.g. `person name`. */
  kind: string;
  /** Columns of the files; several are joined with a blank. */
  from: readonly string[];
  clean(raw: Sql): Sql;
  /** What its levels look at; computed once a distinct value and kept beside it. */
  features: Readonly<Record<string, Feature>>;
  /** What blocking rules may look at; a feature may give a list of keys. */
  keys: Readonly<Record<string, Feature>>;
  /** Two different values of it are never one entity. */
  exclusive: boolean;
  /** What belongs to one alone, and is not shared by those of one street or household. */
  own: boolean;
  /** Relatives share a part of it: only its strong levels belong to one alone. */
  partlyShared: boolean;
  /** Tells of an organisation. */
  organisation: boolean;
}

export interface ModelLevel {
  name: string;
  label: Bilingual;
  /** May hold `{left}` and `{right}`. */
  sentence: Bilingual;
  /** SQL condition over the dictionary rows `l` and `r`; columns `value` and the features. Absent for `missing` and `different`. */
  holds?: Sql;
  /** Whether its weight follows how frequent the value is. */
  tf: boolean;
}

export interface ModelComparison {
  /** Unique in the model; by default its column's name. */
  name: string;
  column: string;
  /** `missing`, then strongest to weakest, then `different`. */
  levels: readonly ModelLevel[];
}

/** Records that agree on all parts are compared: `[['surname', 'phonetic'], ['dob', 'year']]`; feature `value` = the cleaned value. */
export interface BlockingRule {
  /** `surname.phonetic & dob.year`. */
  name: string;
  parts: readonly { column: string; feature: string }[];
}

/** Lines as probabilities. join ≥ keep ≥ review. */
export interface Thresholds {
  join: number;
  keep: number;
  review: number;
}

/** A model as written, checked and filled in. */
export interface LinkModel {
  /** Path as the user wrote it. */
  file: string;
  /** Column of the record's id; absent: the row's number. */
  id?: string;
  columns: readonly ModelColumn[];
  comparisons: readonly ModelComparison[];
  /** Absent: the engine chooses by counting. */
  blocking?: readonly BlockingRule[];
  /** Keys it may choose from, those that narrow most first. */
  blockingKeys: readonly { column: string; feature: string }[];
  /** Absent lines are chosen from the model itself. */
  thresholds: Partial<Thresholds>;
  /** Base names of files of which no two records are one entity. */
  noDuplicates: readonly string[];
  /** Where a part of the model stands in its file: `id`, `columns.<name>`, `noDuplicates.<i>`, `blocking.<i>`. */
  place(path: string): Place;
}

export interface TrainedLevel {
  name: string;
  /** Share of pairs at this level among matches, and among all others. */
  m: number;
  u: number;
  /** log2(m / u); of a tf level: of a value of average frequency. */
  weight: number;
  /** Share of each sort of relatives at this level (`TrainedModel.related`); absent: as of all others. */
  r?: number[];
}

export interface TrainedComparison {
  name: string;
  column: string;
  levels: TrainedLevel[];
  /** Frequencies of frequent values (share of records of others that have one); `rest` is that of all others. Absent: no adjustment. */
  tf?: { rest: number; values: Record<string, number> };
}

/** The one JSON that `sanku train` writes and that scores alone. */
export interface TrainedModel {
  version: 1;
  /** Of the records it was trained on. */
  dataHash: string;
  /** log2 odds that two random records are one entity. */
  prior: number;
  comparisons: TrainedComparison[];
  /** Comparisons that agree together also by chance: where both agree, so many bits are taken back. Absent: none. */
  overlaps?: { between: [string, string]; bits: number }[];
  /** By sort, log2 odds that two random records are relatives: no match, and yet alike in much, as two of one household or album. Absent: there are none. */
  related?: number[];
  rules: (BlockingRule & { /** Values of the largest blocks that were tightened or left out. */ capped: string[][] })[];
  thresholds: Thresholds;
  figures: {
    records: number;
    rounds: number;
    converged: boolean;
    expectedMatches: number;
    /** Pairs that labels called one entity, where it was trained from labels. */
    labelledMatches?: number;
  };
}

export type Stage = 'read' | 'encode' | 'count' | 'train' | 'score' | 'cluster' | 'write';

export interface Progress {
  stage: Stage;
  /** Pairs done and to do, where the stage goes over pairs. */
  done?: number;
  total?: number;
}

export interface LinkOptions {
  /** Pairs that may be compared in all; more are refused before work begins. Default 200 times the records, at least 20 million. */
  maxPairs?: number;
  /** Records a block may hold before it is tightened. Default 1,000. */
  maxBlock?: number;
  seed?: number;
  onProgress?: (progress: Progress) => void;
  log?: Log;
  /** Hears each SQL statement before it runs (`--sql`). */
  print?: (text: string) => void;
}

export interface LinkRequest {
  files: readonly string[];
  model: LinkModel;
  /** Frozen weights; absent: trained on these files. */
  trained?: TrainedModel;
  /** A file that says which records are one: m is counted from it, not learnt. */
  labels?: string;
  duck: Duck;
  options?: LinkOptions;
}

export interface LargestBlock {
  /** The values that its records share, as cleaned. */
  values: string[];
  records: number;
  pairs: number;
}

export interface RuleFigures {
  name: string;
  /** Pairs it would give by itself, and those that no earlier rule gave. */
  pairs: number;
  added: number;
  /** Blocks that were too large: tightened by the next best column, or left out where none was left. */
  tightened: number;
  leftOut: number;
  /** Records of blocks left out. */
  recordsLeftOut: number;
  largest: LargestBlock[];
}

export interface ColumnFigures {
  name: string;
  kind: string;
  /** Records with a value, distinct cleaned values. */
  filled: number;
  distinct: number;
}

export interface PatternFigures {
  /** A level number per comparison. */
  levels: number[];
  pairs: number;
  /** Without adjustment for frequency. */
  weight: number;
  probability: number;
}

/** Something the user should know that stopped nothing. */
export type Warning = DescribedError;

export interface LinkResult {
  model: LinkModel;
  trained: TrainedModel;
  columns: ColumnFigures[];
  rules: RuleFigures[];
  /** Most frequent first; at most 10,000. */
  patterns: PatternFigures[];
  /** Weights in steps of ½, from the lowest that holds a pair: pairs compared, and matches expected among them. */
  histogram: { weight: number; pairs: number; expectedMatches: number }[];
  counts: {
    records: number;
    /** Distinct combinations of values. */
    profiles: number;
    /** Pairs of profiles compared, and pairs of records they stand for. */
    comparedPairs: number;
    candidatePairs: number;
    joinPairs: number;
    reviewPairs: number;
    clusters: number;
    /** Edges that a veto, the constraint or the bridge check did not follow. */
    vetoed: number;
    bridges: number;
  };
  warnings: Warning[];
  seconds: Partial<Record<Stage, number>>;
}

/** One comparison of a pair. */
export interface ComparedLevel {
  /** Of `ModelComparison.levels`. */
  level: number;
  /** In all, and the part of it that the value's rarity adds. */
  weight: number;
  rarity: number;
}

/** All that is known of one pair of records, candidates or not. */
export interface PairEvidence {
  left: number;
  right: number;
  /** By comparison. */
  levels: ComparedLevel[];
  prior: number;
  /** The prior and all levels. */
  weight: number;
  probability: number;
  /** Names of the rules that bring the two together. */
  rules: string[];
}

/**
 * Tables that `link` leaves in the request's DuckDB:
 * - `record(n UINTEGER, file VARCHAR, id VARCHAR, profile UINTEGER)`: every record, n in the order of reading
 * - `dict_<i>(code UINTEGER, value VARCHAR, records UINTEGER, <features>)`: one per column, i = its place in the model; see `dictionary(i)`
 * - `pair(left_profile UINTEGER, right_profile UINTEGER, weight DOUBLE, probability DOUBLE, band VARCHAR, pattern BIGINT)`: pairs of profiles at or above
 *   review; left ≤ right, equal where the records of one profile are meant. band = join | keep | review | veto
 * - `record_pair(left_n, right_n, weight, probability, band)`: a view of the same over records
 * - `cluster(n UINTEGER, cluster UINTEGER)`: cluster = the smallest n in it
 */
export type LinkTables = 'record' | 'pair' | 'record_pair' | 'cluster';
