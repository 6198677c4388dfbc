/**
 * How good the hub's answer is, held beside a truth. Everything is read from CSV files with the columns of
 * `sanku export` and of a truth folder, so that any other engine's answer can be scored the same way.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Duck, runSteps } from '../core/duckdb/duck.ts';
import type { Sql } from '../core/duckdb/sql.ts';
import { type Log, silentLog } from '../core/log.ts';
import { ENTITY_TYPES, type EntityType } from '../schema/index.ts';
import { type Agreement, type AgreementCounts, type Measure, measure, share, toAgreement } from './agreement.ts';
import { mdmErrors } from './errors.ts';
import { caseSteps, clusterCounts, coverage, mentionSteps, relationCounts, wrongCounts } from './score-steps.ts';
import { treeCounts } from './score-tree-steps.ts';

export interface ScoreRequest {
  /** Holds records.csv; houses.csv, relations.csv and wrongs.csv where the truth has them. */
  truthFolder: string;
  /** CSV as `sanku export assignments` writes it. */
  assignments: string;
  /** CSVs as `sanku export relations` and `export cases` write them; absent: not scored. */
  relations?: string;
  cases?: string;
  /** CSV as `sanku export houses` writes it; absent: the tree is not scored. */
  houses?: string;
  duck: Duck;
  log?: Log;
}

/** Of mentions. */
export interface ClusterScore extends Agreement {
  /** Mentions that both sides know; only these count. */
  mentions: number;
}

export interface EntityScore extends ClusterScore {
  missingInHub: number;
  missingInTruth: number;
}

export interface FoundScore extends Measure {
  /** What the hub stated, and how much of it is true. */
  stated: number;
  correct: number;
  /** What is true, and how much of it the hub found. */
  true: number;
  found: number;
}

/** Of rooms that both sides know: how many the hub shows at their true floor. */
export interface TreeScore {
  rooms: number;
  atTheirFloor: number;
  share: number;
}

export interface ScoreReport {
  person: EntityScore;
  company: EntityScore;
  /** `rooms` and `buildings` hold the mentions whose true house is a room, or anything above a room (houses.csv). */
  house: EntityScore & { rooms?: ClusterScore; buildings?: ClusterScore; tree?: TreeScore };
  relations?: Record<string, FoundScore & { dated: FoundScore }>;
  wrongs?: Record<string, FoundScore & { byNumber: FoundScore }>;
}

/**
 * Scores assignments, and relations and cases where both sides have them.
 *
 * A hub id stands for the true entity to which most of the mentions that both sides know belong (tie: the smaller true id).
 * - Relations are ties (relation, subject, house) without their dates. A stated tie is correct when it is true in the
 *   truth's ids; a true tie is found when some stated tie says it. `dated` counts rows with their dates: begin and end have to agree too,
 *   within 31 days each; a tie that the truth holds for open must be open.
 * - Wrongs are (comparison, entity, other) of cases that are open or confirmed; dismissed and obsolete ones state nothing.
 *   Comparisons of which the truth has no row are left out.
 *   `byNumber` looks only at people and firms identified by number: precision over the cases graded `certain` (whatever the
 *   truth's `by_number` says of them), recall over the true wrongs with `by_number` = true, found by a `certain` case.
 *
 * @throws scoreFileMissing when a file that was named, or the truth's records.csv, is not there; scoreFileUnreadable when its columns are not as they should be
 */
export async function score(request: ScoreRequest): Promise<ScoreReport> {
  const { truthFolder, assignments, relations, cases, houses, duck, log = silentLog } = request;
  const truth = (file: string) => optional(join(truthFolder, file));
  for (const file of [join(truthFolder, 'records.csv'), assignments, relations, cases, houses]) {
    if (file !== undefined && !existsSync(file)) throw mdmErrors.scoreFileMissing({ file });
  }
  try {
    await runSteps(duck, mentionSteps({ records: join(truthFolder, 'records.csv'), houses: truth('houses.csv'), assignments }), { log });
    const report: ScoreReport = await scoreClusters(duck);
    const trueHouses = truth('houses.csv');
    if (houses !== undefined && trueHouses !== undefined) report.house.tree = await scoreTree(duck, { truth: trueHouses, hub: houses });
    const trueRelations = truth('relations.csv');
    if (relations !== undefined && trueRelations !== undefined) {
      report.relations = await scoreRelations(duck, { truth: trueRelations, hub: relations });
    }
    const trueWrongs = truth('wrongs.csv');
    if (cases !== undefined && trueWrongs !== undefined) {
      await runSteps(duck, caseSteps({ truth: trueWrongs, hub: cases }), { log });
      report.wrongs = await scoreWrongs(duck);
    }
    return report;
  } catch (error) {
    throw mdmErrors.scoreFileUnreadable({ folder: truthFolder, reason: (error as Error).message }, error);
  }
}

function optional(file: string): string | undefined {
  return existsSync(file) ? file : undefined;
}

interface ClusterCounts extends AgreementCounts {
  entity_type: string;
  part: string;
}

async function scoreClusters(duck: Duck): Promise<ScoreReport> {
  const counts = await duck.rows<ClusterCounts>(clusterCounts);
  const sides = await duck.rows<{ entity_type: string; missing_in_hub: number; missing_in_truth: number }>(coverage);
  const part = (type: EntityType, name: string) => {
    const row = counts.find((count) => count.entity_type === type && count.part === name);
    return row === undefined ? undefined : toClusterScore(row);
  };
  const whole = Object.fromEntries(
    ENTITY_TYPES.map((type) => {
      const side = sides.find((row) => row.entity_type === type);
      return [
        type,
        { ...(part(type, '') ?? NO_MENTIONS), missingInHub: side?.missing_in_hub ?? 0, missingInTruth: side?.missing_in_truth ?? 0 },
      ];
    }),
  ) as unknown as Record<EntityType, EntityScore>;
  const rooms = part('house', 'rooms');
  const buildings = part('house', 'buildings');
  return { ...whole, house: { ...whole.house, ...(rooms && { rooms }), ...(buildings && { buildings }) } };
}

const NONE_FOUND = toFoundScore({ name: '', stated: 0, correct: 0, true_rows: 0, found: 0 });
const NOTHING: Measure = { precision: 1, recall: 1, f1: 1 };
const NO_MENTIONS: ClusterScore = { pairs: NOTHING, bcubed: NOTHING, mentions: 0 };

function toClusterScore(row: ClusterCounts): ClusterScore {
  return { ...toAgreement(row), mentions: row.members };
}

interface FoundCounts extends Record<string, string | number> {
  name: string;
  stated: number;
  correct: number;
  true_rows: number;
  found: number;
}

async function found(duck: Duck, sql: Sql): Promise<Record<string, FoundScore>> {
  const rows = await duck.rows<FoundCounts>(sql);
  return Object.fromEntries(rows.map((row) => [row.name, toFoundScore(row)]));
}

async function scoreTree(duck: Duck, files: { truth: string; hub: string }): Promise<TreeScore> {
  const { rooms, at_their_floor: atTheirFloor } = await duck.row<{ rooms: number; at_their_floor: number }>(treeCounts(files));
  return { rooms, atTheirFloor, share: share(atTheirFloor, rooms) };
}

async function scoreRelations(duck: Duck, files: { truth: string; hub: string }): Promise<NonNullable<ScoreReport['relations']>> {
  const overall = await found(duck, relationCounts({ ...files, dated: false }));
  const dated = await found(duck, relationCounts({ ...files, dated: true }));
  return Object.fromEntries(Object.entries(overall).map(([name, value]) => [name, { ...value, dated: dated[name] ?? NONE_FOUND }]));
}

async function scoreWrongs(duck: Duck): Promise<NonNullable<ScoreReport['wrongs']>> {
  const overall = await found(duck, wrongCounts({ byNumber: false }));
  const byNumber = await found(duck, wrongCounts({ byNumber: true }));
  return Object.fromEntries(Object.entries(overall).map(([name, value]) => [name, { ...value, byNumber: byNumber[name] ?? NONE_FOUND }]));
}

function toFoundScore({ stated, correct, true_rows, found }: FoundCounts): FoundScore {
  return { ...measure(share(correct, stated), share(found, true_rows)), stated, correct, true: true_rows, found };
}
