import path from 'node:path';
import type { Step } from '../core/duckdb/duck.ts';
import { writeParquet } from '../core/duckdb/files.ts';
import { keyOrder, lakeState } from '../core/duckdb/lake-state.ts';
import { duck, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { ENTITY_TYPES, FACTS, type LakeFamily, MENTIONS, RECORDS, REJECTS, RELATIONS, STATEMENTS } from '../schema/index.ts';
import { rawColumn } from './clean-steps.ts';
import { factRows } from './fact-steps.ts';
import { mentionRows } from './mention-steps.ts';
import { stamp, valuesStruct, valuesType } from './record-steps.ts';
import { relationRows } from './relation-steps.ts';
import { columnIndex, mentionedTypes, statementRows } from './statement-steps.ts';
import type { WriteRequest } from './write-request.ts';

/** A file to write, and the step whose row count is its number of rows. */
export interface FileStep {
  family: string;
  part: string;
  /** Relative to the lake's folder. */
  path: string;
  step: Step;
}

/** Everything a delivery leaves in the lake. A file that comes out empty is not kept. */
export function writeSteps(request: WriteRequest): FileStep[] {
  const { source, earlier } = request;
  const files = [fileStep(request, RECORDS, recordRows(request)), fileStep(request, REJECTS, rejectRows(request))];
  for (const entity of ENTITY_TYPES) {
    const isMentioned = mentionedTypes(source).includes(entity);
    if (isMentioned) files.push(fileStep(request, STATEMENTS, statementRows(request, entity), entity));
    if (isMentioned || earlier.mentions[entity] !== undefined)
      files.push(fileStep(request, MENTIONS, mentionRows(request, entity), entity));
  }
  if (source.relations.length + earlier.relations.length > 0) files.push(fileStep(request, RELATIONS, relationRows(request)));
  if (source.facts.length + earlier.facts.length > 0) files.push(fileStep(request, FACTS, factRows(request)));
  return files;
}

function fileStep(request: WriteRequest, family: LakeFamily, rows: Sql, part = request.source.source): FileStep {
  const relative = path.join(family.family, part, `${request.fileName}.parquet`);
  return {
    family: family.family,
    part,
    path: relative,
    step: {
      name: `write:${family.family}${part === request.source.source ? '' : `:${part}`}`,
      says: `write ${family.family} of ${part}`,
      sql: writeParquet({
        query: duck`SELECT * FROM (${rows}) ORDER BY ${keyOrder(family.key.filter((column) => column !== 'source'))}`,
        path: path.join(request.lakeFolder, relative),
        shape: family.shape,
      }),
    },
  };
}

const FINDINGS_TYPE = rawSql('STRUCT(code VARCHAR, severity VARCHAR, field VARCHAR, value VARCHAR)[]');

function recordRows({ source, stamp: at, recordFiles, absent }: WriteRequest): Sql {
  const raws = source.columns.map((_, i) => rawColumn(i));
  const periodAt = columnIndex(source, source.period);
  const [period, ofPeriod] =
    periodAt < 0 ? [duck``, duck``] : [duck`period,`, duck`LEFT JOIN period_of p ON p.text = ${rawColumn(periodAt)}`];
  const seen = duck`SELECT record, row_hash, true AS present, NOT rejected AS accepted, 0::INTEGER AS missed, row_number, ${stamp(at)},
    ${at.configVersion} AS config, ${period} ${valuesStruct(source, raws)} AS "values", coalesce(findings, [])::${FINDINGS_TYPE} AS findings
    FROM judged ${ofPeriod} WHERE class <> 'same' OR returned OR rejected = was_accepted`;
  if (absent === 0 || recordFiles.length === 0) return seen;
  const last = lakeState({ key: RECORDS.key, groups: [recordFiles] });
  return duck`${seen} UNION ALL BY NAME SELECT s.record, s.row_hash, a.present, s.accepted, a.missed, s.row_number, s.delivery, s.as_of, s.config,
    CAST(s."values" AS ${valuesType(source)}) AS "values", s.findings::${FINDINGS_TYPE} AS findings
    FROM (${last}) s JOIN absent a ON a.record = s.record WHERE s.present`;
}

/** Every rejected row of the delivery, also those whose record is known: one file answers "what was wrong with it". */
function rejectRows({ source, stamp: at }: WriteRequest): Sql {
  const rest = duck`false AS accepted, 0::INTEGER AS missed, row_number, ${stamp(at)}, ${at.configVersion} AS config`;
  const finding = (code: Sql, value: Sql) => duck`[{code: ${code}, severity: 'error', field: NULL, value: ${value}}]::${FINDINGS_TYPE}`;
  const raws = source.columns.map((_, i) => rawColumn(i));
  const nothing = source.columns.map(() => rawSql('NULL::VARCHAR'));
  return duck`SELECT record, row_hash, true AS present, ${rest}, ${valuesStruct(source, raws)} AS "values", findings::${FINDINGS_TYPE} AS findings
      FROM judged WHERE rejected
    UNION ALL BY NAME SELECT record, row_hash, true AS present, ${rest}, ${valuesStruct(source, raws)} AS "values",
      ${finding(rawSql('code'), rawSql('record'))} AS findings
      FROM set_aside
    UNION ALL BY NAME SELECT NULL::VARCHAR AS record, NULL::UBIGINT AS row_hash, true AS present, ${rest}, ${valuesStruct(source, nothing)} AS "values",
      ${finding(rawSql('code'), rawSql('text'))} AS findings FROM unreadable`;
}
