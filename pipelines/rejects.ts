import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { SourceConfig } from '../config/index.ts';
import { Duck } from '../core/duckdb/duck.ts';
import { parquet, writeCsv } from '../core/duckdb/files.ts';
import { duck, join, name, rawSql, type Sql } from '../core/duckdb/sql.ts';
import type { Bilingual } from '../core/errors.ts';
import { writePrivately } from '../core/private-file.ts';
import { REJECTS } from '../schema/index.ts';
import { deliveryById, fileOfDelivery } from './catalogue-store.ts';
import type { PipelineContext } from './context.ts';
import { REJECT_COLUMNS } from './drift-gate.ts';
import { pipelineErrors } from './errors.ts';
import { findingMessage } from './findings.ts';
import { fileColumns } from './point-steps.ts';
import { valuesType } from './record-steps.ts';
import { findSource } from './sources.ts';

/** How a rejects file is read when it comes back, whatever the source's own format: it is always CSV. */
export const CORRECTION_FORMAT = { name: 'csv', settings: {} };

const HEADER_BYTES = 1 << 16;

/**
 * Whether a delivery is a rejects file that comes back: its header names `_row`, `_code` and `_message`. Such a delivery adds
 * and changes rows by key and says nothing of the rows it does not hold.
 */
export async function isCorrection(files: readonly string[]): Promise<boolean> {
  if (files.length !== 1) return false;
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(files[0]!, { end: HEADER_BYTES - 1 })) chunks.push(chunk as Buffer);
  // The three names are ASCII in every encoding that a spreadsheet saves.
  const [header = ''] = Buffer.concat(chunks).toString('latin1').split(/\r?\n/, 1);
  const columns = header.split(/[,;\t]/).map((column) => column.replaceAll('"', '').trim());
  return REJECT_COLUMNS.every((column) => columns.includes(column));
}

export interface ExportRejectsRequest {
  context: PipelineContext;
  delivery: number;
  /** CSV to write. */
  outFile: string;
  language?: keyof Bilingual;
}

/**
 * Writes the rejected rows of a delivery: the source's columns, then `_row`, `_code`, `_message`, in the order of the rows.
 * Corrected, the file can be imported as a delivery of the same source.
 *
 * @returns the number of rows written
 * @throws deliveryUnknown, deliveryRefused, noRejects
 */
export async function exportRejects({ context, delivery, outFile, language = 'en' }: ExportRejectsRequest): Promise<number> {
  const { database, lakeFolder, workFolder, config } = context;
  const found = await deliveryById(database, delivery);
  if (found === undefined) throw pipelineErrors.deliveryUnknown({ delivery });
  if (found.status === 'refused') throw pipelineErrors.deliveryRefused({ delivery, source: found.source });
  if (found.withdrawn !== null) {
    const { at, by } = found.withdrawn;
    throw pipelineErrors.deliveryWithdrawn({ delivery, source: found.source, day: at.slice(0, 10), by });
  }
  const file = await fileOfDelivery(database, REJECTS.family, delivery);
  if (file === undefined) throw pipelineErrors.noRejects({ delivery, source: found.source });
  const source = findSource(config, found.source);
  const db = await Duck.open({ spillFolder: workFolder, memoryMb: context.memoryMb });
  try {
    const rows = parquet([path.join(lakeFolder, file)]);
    const codes = await db.rows<{ code: string }>(duck`SELECT DISTINCT unnest(findings).code AS code FROM ${rows} ORDER BY code`);
    const messages = codes.map(({ code }) => [code, findingMessage(code, context.valueTypes)?.[language]] as const);
    const query = rejectsQuery({ source, rows, messages });
    // They hold what a department delivered about people.
    return await writePrivately(outFile, (path) => db.change(writeCsv({ query, path })));
  } finally {
    db.close();
  }
}

interface RejectsQuery {
  source: SourceConfig;
  rows: Sql;
  messages: (readonly [string, string | undefined])[];
}

/** A code without a sentence of its own is a row that could not be read: its finding's value says what stood there. */
function rejectsQuery({ source, rows, messages }: RejectsQuery): Sql {
  const columns = fileColumns(source).map((column) => duck`v.${name(column.name)} AS ${name(column.name)}`);
  const known = messages.filter(([, message]) => message !== undefined).map(([code, message]) => duck`WHEN ${code} THEN ${message}`);
  const sentence = known.length === 0 ? rawSql('f.value') : duck`CASE f.code ${join(known, ' ')} ELSE f.value END`;
  return duck`SELECT ${join(columns)}, row_number AS _row, array_to_string(list_transform(errors, lambda f: f.code), ';') AS _code,
    array_to_string(list_transform(errors, lambda f: coalesce(f.field || ': ', '') || ${sentence}), '; ') AS _message
    FROM (SELECT CAST("values" AS ${valuesType(source)}) AS v, row_number, list_filter(findings, lambda f: f.severity = 'error') AS errors FROM ${rows})
    ORDER BY row_number`;
}
