import type { SourceConfig } from '../config/index.ts';
import { lakeState } from '../core/duckdb/lake-state.ts';
import { duck, join, name, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { type EntityType, type LakeFamily, MENTIONS } from '../schema/index.ts';
import { cleanColumn } from './clean-steps.ts';
import { stamp } from './record-steps.ts';
import { columnIndex, statementOf } from './statement-steps.ts';
import type { WriteRequest } from './write-request.ts';

/** A column of the source as a cleansed value of `checked`, by name. */
export function cleanOf(source: SourceConfig, column: string): Sql {
  return cleanColumn(columnIndex(source, column));
}

/** Whether a row of `checked` says anything about the entity in this role. */
export function isMentioned(source: SourceConfig, role: string): Sql {
  return duck`${statementOf(source, role)} IS NOT NULL`;
}

export function entityOfRole(source: SourceConfig, role: string): EntityType | null {
  return source.mentions.find((mention) => mention.role === role)?.entity ?? null;
}

/**
 * Records that no longer speak: gone from the source, or rejected where they were accepted. What they said is taken back
 * by rows with `present` = false.
 */
export const SILENCED = rawSql(
  '(SELECT record FROM judged WHERE was_accepted AND rejected UNION ALL SELECT record FROM absent WHERE accepted AND NOT present)',
);

/**
 * The mentions of one entity type: one row per record and role, for each role that the source declares. A changed record says so too
 * when it no longer mentions anyone in a role; a new one only says whom it mentions. What a record repeats is left out.
 */
export function mentionRows({ source, stamp: at, earlier }: WriteRequest, entity: EntityType): Sql {
  const roles = source.mentions.filter((mention) => mention.entity === entity).map(({ role }) => role);
  const said = roles.map((role) => {
    const statement = statementOf(source, role);
    return duck`SELECT ${source.source} AS source, record, ${role} AS role, ${statement} IS NOT NULL AS present, ${stamp(at)}, ${statement} AS statement
      FROM checked ANTI JOIN (FROM ${name(`repeated_${entity}`)} WHERE role = ${role}) r ON r.record = checked.record AND r.statement = ${statement}
      WHERE was_accepted OR ${statement} IS NOT NULL`;
  });
  const silenced = roles.map((role) => duck`SELECT record, ${role} AS role FROM ${SILENCED}`);
  const retired = retiredRows({ family: MENTIONS, files: earlier.mentions[entity] ?? [], column: 'role', declared: roles });
  const taken = [...silenced, ...retired].map(
    (rows) =>
      duck`SELECT ${source.source} AS source, record, role, false AS present, ${stamp(at)}, NULL::UBIGINT AS statement FROM (${rows})`,
  );
  return join([...said, ...taken], ' UNION ALL ');
}

export interface RetiredRequest {
  family: LakeFamily;
  files: readonly string[];
  /** The column of the key that names what was declared. */
  column: string;
  declared: readonly string[];
}

/** Keys that still stand under a name that the configuration no longer declares; at most one query. */
export function retiredRows({ family, files, column, declared }: RetiredRequest): Sql[] {
  if (files.length === 0) return [];
  const state = lakeState({ key: family.key, groups: [files] });
  return [duck`SELECT * FROM (${state}) WHERE present AND NOT list_contains(${declared}::VARCHAR[], ${name(column)})`];
}
