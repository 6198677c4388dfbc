/** What a run has to look at: the statements that changed and every component they touch. Cost follows the change, not the base. */

import type { Step } from '../core/duckdb/duck.ts';
import { duck, join, name, type Sql } from '../core/duckdb/sql.ts';
import { type HouseTree, houseKeySteps } from './house-key-steps.ts';
import { madeStatements } from './house-tree-steps.ts';
import { ASSIGNMENTS, type EntityConfigLike, type EntityType, familyState, MENTIONS, STATEMENTS, type StateOptions } from './shapes.ts';
import type { TieFiles } from './tenant-steps.ts';
import { beneathStep, houseTree, nodesAfter, nodesAnew, touchedNodesStep } from './tree-scope-steps.ts';

/** Absolute paths of files, one group per source, in the order of their version. */
type Groups = string[][];

/** Files of one source, in the order of their version. */
export interface ChangingSource {
  source: string;
  /** Those that no publish has taken in yet. */
  waiting: string[];
  /** Those that were published. */
  before: string[];
}

export interface ScopeFiles {
  mentions: Groups;
  /** Those of `mentions` whose source has something new to say. */
  changing: readonly ChangingSource[];
  statements: Groups;
  /** Absolute paths of assignment files; empty the first time. */
  assignments: string[];
  /** Of houses: who is tied to them. */
  ties?: TieFiles;
}

export interface ScopeOptions {
  /** Whether everything is looked at, and not what changed alone. */
  full: boolean;
  /** Whether a rule of the entity counts how often a value is stated: then a repetition changes something too. */
  counts: boolean;
}

/** Only what has to do with some statements. */
function amongStatements(rows: Sql): Pick<StateOptions, 'among'> {
  return { among: { rows, columns: ['statement'] } };
}

interface ScopeRequest extends ScopeOptions {
  type: EntityType;
  files: ScopeFiles;
  columns: string[];
  tree: HouseTree | undefined;
}

/**
 * What can be found out before houses are settled. Tables made: `assigned_<type>` (assignments in force, tombstones included), `delta_<type>`,
 * `former_<type>` and `moved_<type>` (statement, entity, mentions: the former entities of records that say something else now).
 */
export function aheadSteps(entity: EntityConfigLike, files: ScopeFiles, options: ScopeOptions): Step[] {
  const request = requestOf(entity, files, options);
  return [assigned(request), ...delta(request), ...(options.full ? everything(request) : candidates(request))];
}

/**
 * After `aheadSteps`. Tables made: `silent_<type>` (statements that no record makes any more) and `scope_<type>` (the statements of every
 * touched component: the first record that makes it, its earliest as-of date, how many mentions make it, its words, its former entity and component).
 */
export function scopeSteps(entity: EntityConfigLike, files: ScopeFiles, options: ScopeOptions): Step[] {
  const request = requestOf(entity, files, options);
  const { tree } = request;
  const support = options.full
    ? [...keys(request, duck`SELECT statement FROM ${name(`support_${entity.entity}`)}`), ...(tree ? nodesAnew() : [])]
    : [...changed(request), ...keysAfter(request), ...(tree ? nodesAfter() : []), ...touched(request)];
  return [...support, scope(request)];
}

function requestOf(entity: EntityConfigLike, files: ScopeFiles, options: ScopeOptions): ScopeRequest {
  return { ...options, type: entity.entity, files, columns: entity.attributes.map((attribute) => attribute.name), tree: houseTree(entity) };
}

function assigned({ type, files }: ScopeRequest): Step {
  return {
    name: `assigned-${type}`,
    says: 'the assignments in force',
    sql: duck`CREATE TABLE ${name(`assigned_${type}`)} AS SELECT statement, present, entity, component, keys, coalesce(made, false) AS made
      FROM (${familyState(ASSIGNMENTS, [files.assignments])})`,
  };
}

/** The keys by which houses are joined; of people and companies they stand in their statements. */
function keys({ files, tree }: ScopeRequest, live: Sql): Step[] {
  const statements = familyState(STATEMENTS, files.statements, { also: tree?.floor === undefined ? [] : [tree.floor] });
  return files.ties === undefined ? [] : houseKeySteps({ statements, live, ties: files.ties, tree });
}

/** What is said of one house may give another key to others: of the same building, or of the same tenant. */
function keysAfter(request: ScopeRequest): Step[] {
  const { type, files } = request;
  if (files.ties === undefined) return [];
  const [assignedTable, news] = [name(`assigned_${type}`), name(`changed_${type}`)];
  return [
    ...keys(
      request,
      duck`SELECT statement FROM ${assignedTable} ANTI JOIN ${name(`silent_${type}`)} USING (statement) WHERE present UNION ALL SELECT statement FROM ${news} WHERE made`,
    ),
    {
      name: `rekeyed-${type}`,
      says: 'statements that other keys follow from than before',
      sql: duck`INSERT INTO ${news} SELECT statement, true FROM ${assignedTable} a JOIN ${name(`keys_${type}`)} k USING (statement)
        ANTI JOIN ${news} USING (statement) WHERE a.present AND a.keys IS DISTINCT FROM k.keys`,
    },
  ];
}

/** `statement`, `join_keys`. */
function keyed({ type, files }: ScopeRequest, { among }: Pick<StateOptions, 'among'> = {}): Sql {
  if (files.ties === undefined)
    return familyState(STATEMENTS, files.statements, { only: ['statement', 'join_keys'], ...(among && { among }) });
  return duck`FROM ${name(`keys_${type}`)} ${among === undefined ? duck`` : duck`SEMI JOIN (${among.rows}) USING (statement)`}`;
}

/** Who makes each statement: table `support_<type>` (statement, source, role, record, as_of, mentions). */
function support(type: EntityType, mentions: Sql): Step {
  return {
    name: `support-${type}`,
    says: 'the first record that makes each statement, and how many do',
    sql: duck`CREATE TABLE ${name(`support_${type}`)} AS
      SELECT statement, any_value(source) AS source, any_value(role) AS role, min(record) AS record, min(as_of) AS as_of, count(*) AS mentions
      FROM (${mentions}) WHERE present GROUP BY statement`,
  };
}

function delta({ type, files }: ScopeRequest): Step[] {
  const [changes, former] = [name(`delta_${type}`), name(`former_${type}`)];
  // Source by source: records of two sources are never the same, and their numbers need not be compared.
  const formerly = files.changing.map(
    ({ source, before }) => duck`SELECT ${source} AS source, record, role, statement FROM (${familyState(MENTIONS, [before])})
      SEMI JOIN (SELECT record, role FROM ${changes} WHERE source = ${source}) USING (record, role) WHERE present`,
  );
  const none = duck`SELECT source, record, role, statement FROM ${changes} LIMIT 0`;
  return [
    {
      name: `delta-${type}`,
      says: 'the mentions that changed',
      sql: duck`CREATE TABLE ${changes} AS SELECT source, record, role, present, statement, as_of
        FROM (${familyState(
          MENTIONS,
          files.changing.map(({ waiting }) => waiting),
        )})`,
    },
    {
      name: `former-${type}`,
      says: 'what the same records said before',
      sql: duck`CREATE TABLE ${former} AS ${formerly.length === 0 ? none : join(formerly, ' UNION ALL ')}`,
    },
    {
      name: `moved-${type}`,
      says: 'the former entities of records that say something else now',
      sql: duck`CREATE TABLE ${name(`moved_${type}`)} AS
        SELECT d.statement, a.entity, count(*) AS mentions FROM ${changes} d JOIN ${former} f USING (source, record, role)
        JOIN ${name(`assigned_${type}`)} a ON a.statement = f.statement AND a.present WHERE d.present AND d.statement <> f.statement GROUP BY ALL`,
    },
  ];
}

function everything({ type, files }: ScopeRequest): Step[] {
  return [
    support(type, familyState(MENTIONS, files.mentions)),
    {
      name: `silent-${type}`,
      says: 'statements that no record makes any more',
      sql: duck`CREATE TABLE ${name(`silent_${type}`)} AS
        SELECT statement FROM ${name(`assigned_${type}`)} ANTI JOIN ${name(`support_${type}`)} USING (statement) WHERE present`,
    },
  ];
}

/**
 * Table made: `was_<type>` (statement; record, as_of, mentions: the first record that made it, the earliest date and how many there were;
 * kept_record, kept_as_of, kept: the same of those mentions that no change takes the place of), of the statements that the changes speak of.
 */
function candidates({ type, files }: ScopeRequest): Step[] {
  const [changes, former, candidate] = [name(`delta_${type}`), name(`former_${type}`), name(`candidate_${type}`)];
  const before = familyState(
    MENTIONS,
    files.changing.map((source) => source.before),
    amongStatements(duck`FROM ${candidate}`),
  );
  return [
    {
      name: `candidates-${type}`,
      says: 'the statements that they make, and those that their records made before',
      sql: duck`CREATE TABLE ${candidate} AS SELECT statement FROM ${changes} WHERE present UNION SELECT statement FROM ${former}`,
    },
    {
      name: `was-${type}`,
      says: 'who made those statements before',
      sql: duck`CREATE TABLE ${name(`was_${type}`)} AS
        SELECT m.statement, min(m.record) AS record, min(m.as_of) AS as_of, count(*) AS mentions,
          min(m.record) FILTER (f.record IS NULL) AS kept_record, min(m.as_of) FILTER (f.record IS NULL) AS kept_as_of, count(*) FILTER (f.record IS NULL) AS kept
        FROM (FROM (${before}) WHERE present) m
        LEFT JOIN ${former} f ON f.statement = m.statement AND f.record = m.record AND f.role = m.role AND f.source = m.source GROUP BY m.statement`,
    },
  ];
}

/**
 * Table made: `changed_<type>` (statement, made): statements that records began or ceased to make, whose first record or date is another now, or
 * that a record came to or left. One that is merely repeated, as a month's pension payments repeat the months before, changes no cluster and no golden value.
 */
function changed({ type, counts }: ScopeRequest): Step[] {
  const [changes, was] = [name(`delta_${type}`), name(`was_${type}`)];
  const after = duck`SELECT statement, min(record) AS record, min(as_of) AS as_of, sum(mentions) AS mentions FROM (
      SELECT statement, kept_record AS record, kept_as_of AS as_of, kept AS mentions FROM ${was} WHERE kept > 0
      UNION ALL SELECT statement, record, as_of, 1 FROM ${changes} WHERE present) GROUP BY statement`;
  return [
    {
      name: `changed-${type}`,
      says: 'statements that are new, gone or made by another record first',
      sql: duck`CREATE TABLE ${name(`changed_${type}`)} AS WITH own AS (
        SELECT statement, a.record IS NOT NULL AS made FROM ${was} b FULL JOIN (${after}) a USING (statement)
        WHERE a.record IS DISTINCT FROM b.record OR a.as_of IS DISTINCT FROM b.as_of OR (${counts} AND a.mentions IS DISTINCT FROM b.mentions) OR statement IN (
          SELECT unnest([f.statement, d.statement]) FROM ${name(`former_${type}`)} f JOIN ${changes} d USING (source, record, role)
          WHERE d.statement IS DISTINCT FROM f.statement))
        FROM own ${type === 'house' ? duck`` : tied(type)}`,
    },
    {
      name: `silent-${type}`,
      says: 'statements that no record makes any more',
      sql: duck`CREATE TABLE ${name(`silent_${type}`)} AS SELECT statement FROM ${name(`changed_${type}`)} WHERE NOT made`,
    },
  ];
}

/** Where people and companies lie depends on their ties. */
function tied(type: EntityType): Sql {
  return duck`UNION ALL SELECT statement, true FROM ${name(`assigned_${type}`)} SEMI JOIN (FROM restated_tie WHERE subject_type = ${type}) USING (statement)
    ANTI JOIN own USING (statement) WHERE present`;
}

function touched(request: ScopeRequest): Step[] {
  const { type, files, tree } = request;
  const [news, assignedTable, components] = [name(`changed_${type}`), name(`assigned_${type}`), name(`touched_component_${type}`)];
  return [
    {
      name: `touched-keys-${type}`,
      says: 'the join keys that they carry now',
      sql: duck`CREATE TABLE ${name(`touched_key_${type}`)} AS
        SELECT DISTINCT unnest(join_keys) AS join_key FROM (${keyed(request, amongStatements(duck`FROM ${news} WHERE made`))})`,
    },
    {
      name: `touched-components-${type}`,
      says: 'the components that they lie in, or reach by a key',
      sql: duck`CREATE TABLE ${components} AS
        SELECT component FROM ${assignedTable} SEMI JOIN ${news} USING (statement)
        UNION
        SELECT component FROM ${assignedTable} SEMI JOIN (
          SELECT statement FROM (SELECT statement, unnest(join_keys) AS join_key FROM (${keyed(request)})) SEMI JOIN ${name(`touched_key_${type}`)} USING (join_key)
        ) USING (statement) WHERE present`,
    },
    ...(tree ? [beneathStep()] : []),
    {
      name: `touched-statements-${type}`,
      says: 'the statements of those components, and the new ones',
      sql: duck`CREATE TABLE ${name(`touched_statement_${type}`)} AS
        SELECT statement FROM ${assignedTable} SEMI JOIN ${components} USING (component) ANTI JOIN ${name(`silent_${type}`)} USING (statement) WHERE present
        UNION SELECT statement FROM ${news} WHERE made`,
    },
    support(type, familyState(MENTIONS, files.mentions, amongStatements(duck`FROM ${name(`touched_statement_${type}`)}`))),
    ...(tree ? [touchedNodesStep()] : []),
  ];
}

function scope(request: ScopeRequest): Step {
  const { type, files, columns, tree, full } = request;
  const attributes = join(columns.map((column) => duck`w.${name(column)}`));
  const said = familyState(STATEMENTS, files.statements, {
    also: columns,
    // Where all are looked at, joining them is enough.
    ...(full ? {} : amongStatements(duck`SELECT statement FROM ${name(`support_${type}`)}`)),
  });
  const words = tree === undefined ? said : duck`(${said}) UNION ALL BY NAME (${madeStatements()})`;
  return {
    name: `scope-${type}`,
    says: 'the statements of every touched component',
    sql: duck`CREATE TABLE ${name(`scope_${type}`)} AS
      SELECT s.*, w.content, ${files.ties === undefined ? duck`w.join_keys, NULL::UBIGINT AS keys, false AS made` : duck`k.join_keys, k.keys, k.made`}, w.search_keys, w.doubtful, ${attributes},
        CASE WHEN a.present THEN a.entity END AS old_entity, a.entity AS last_entity, a.component AS old_component, CASE WHEN a.present THEN a.keys END AS old_keys
      FROM ${name(`support_${type}`)} s JOIN (${words}) w USING (statement)
      ${files.ties === undefined ? duck`` : duck`JOIN ${name(`keys_${type}`)} k USING (statement)`}
      LEFT JOIN (FROM ${name(`assigned_${type}`)} SEMI JOIN ${name(`support_${type}`)} USING (statement)) a USING (statement)`,
  };
}
