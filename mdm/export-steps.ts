/** What the hub says, in the truth's own columns, sorted by them: two hubs with the same contents write the same bytes. */
import type { Step } from '../core/duckdb/duck.ts';
import { readCsv, writeCsv } from '../core/duckdb/files.ts';
import { lakeState } from '../core/duckdb/lake-state.ts';
import { duck, join, name, type Sql } from '../core/duckdb/sql.ts';
import { ASSIGNMENTS, type EntityType, familyState, GOLDEN, GOLDEN_RELATIONS, MENTIONS } from './shapes.ts';

export interface AssignmentFiles {
  /** Absolute paths of the live mention files, one group per source, in the order of their version. */
  mentions: string[][];
  /** The same of the assignments. */
  assignments: string[];
}

/**
 * Which entity each mention belongs to.
 *
 * @param deliveries CSV of `writeKnown`: adds `known_from`, when the delivery came that says so; absent: without it
 */
export function assignmentsQuery(files: Partial<Record<EntityType, AssignmentFiles>>, deliveries?: string): Sql {
  const known = deliveries === undefined ? duck`` : duck`, known_from`;
  const times =
    deliveries === undefined ? duck`` : duck`LEFT JOIN (${readCsv(deliveries, ['id', 'known_from'])}) d ON d.id::BIGINT = m.delivery`;
  const parts = Object.entries(files).filter(([, { mentions, assignments }]) => mentions.length > 0 && assignments.length > 0);
  const rows = parts.map(
    ([type, { mentions, assignments }]) =>
      duck`SELECT source, record, role, ${type} AS entity_type, entity${known} FROM (${lakeState({ key: MENTIONS.key, groups: mentions })}) m
        JOIN (${lakeState({ key: ASSIGNMENTS.key, groups: [assignments] })}) a USING (statement) ${times} WHERE m.present AND a.present`,
  );
  const noTime = deliveries === undefined ? duck`` : duck`, '' AS known_from`;
  const none = duck`SELECT '' AS source, '' AS record, '' AS role, '' AS entity_type, '' AS entity${noTime} LIMIT 0`;
  return duck`SELECT * FROM (${rows.length === 0 ? none : join(rows, ' UNION ALL ')}) ORDER BY ALL`;
}

/**
 * Who is tied to which house; `presumed`: why, where no source states it.
 *
 * @param file absolute path of the published relations; undefined: nothing is published
 */
export function relationsQuery(file: string | undefined): Sql {
  const published = familyState(GOLDEN_RELATIONS, file === undefined ? [] : [[file]]);
  return duck`SELECT relation, subject_type, subject, house, valid_from, valid_to, presumed FROM (${published}) ORDER BY ALL NULLS FIRST`;
}

/**
 * The tree of houses.
 *
 * @param files absolute paths of the golden houses, in the order of their version; where the configuration names neither, they hold no level and no parent
 */
export function housesQuery(files: string[]): Sql {
  const houses = familyState(GOLDEN, [files], { also: ['parent', 'level'] });
  return duck`SELECT entity AS house, parent, level FROM (${houses}) WHERE present ORDER BY ALL NULLS FIRST`;
}

/** A table of `writeKnown` or of the cases, in the order of its columns and with days as days. */
export function knownQuery(file: string, { days = [] }: { days?: readonly string[] } = {}): Sql {
  const asDays = join(days.map((day) => duck`${name(day)}::DATE AS ${name(day)}`));
  const columns = days.length === 0 ? duck`*` : duck`* REPLACE (${asDays})`;
  return duck`SELECT ${columns} FROM (${readCsv(file)}) ORDER BY ALL NULLS FIRST`;
}

/** Writes one of the tables above as CSV. */
export function exportStep(what: string, { query, path }: { query: Sql; path: string }): Step {
  return { name: `export-${what}`, says: `${what} as CSV`, sql: writeCsv({ query, path }) };
}
