import type { SourceConfig } from '../config/index.ts';
import type { FileFinding, Format, UnreadableRow } from '../connectors/index.ts';
import type { Duck, StepResult } from '../core/duckdb/duck.ts';
import { duck, join, name, rawSql } from '../core/duckdb/sql.ts';
import { checkColumns } from './drift-gate.ts';
import { pipelineErrors } from './errors.ts';
import { fileColumns, pointSteps } from './point-steps.ts';
import { CORRECTION_FORMAT } from './rejects.ts';

export interface DecodeDelivery {
  db: Duck;
  source: SourceConfig;
  files: readonly string[];
  formats: Readonly<Record<string, Format>>;
  workFolder: string;
  isCorrection: boolean;
}

export interface DecodedDelivery {
  /** Rows read, unreadable ones included. */
  rows: number;
  findings: FileFinding[];
  step: StepResult;
}

/**
 * Decodes a delivery into the table `raw`, and the rows that could not be read into `unreadable` (row_number, code, text).
 *
 * @throws formatUnknown, columnsDiffer and the errors of the source's format
 */
export async function decodeDelivery(request: DecodeDelivery): Promise<DecodedDelivery> {
  const { db, source, files, formats, workFolder, isCorrection } = request;
  const { name: formatName, settings } = isCorrection ? CORRECTION_FORMAT : source.format;
  const format = formats[formatName];
  if (format === undefined) {
    throw pipelineErrors.formatUnknown({ source: source.source, format: formatName, known: Object.keys(formats).join(', ') });
  }
  const start = performance.now();
  const columns = fileColumns(source).map((column) => column.name);
  const decoded = await format.decode({ files: [...files], settings, columns, duck: db, table: name('raw'), workFolder });
  checkColumns(source, decoded.columns, { isCorrection });
  for (const step of pointSteps(source)) await db.run(step.sql);
  await keepUnreadable(db, decoded.unreadable);
  // Counted here, not taken on trust: what is read must be found again as accepted or rejected.
  const table = await db.row<{ rows: number }>(rawSql('SELECT count(*)::DOUBLE AS "rows" FROM raw'));
  const rows = table.rows + decoded.unreadable.length;
  return { rows, findings: decoded.findings, step: { name: 'decode', rows, ms: Math.round(performance.now() - start) } };
}

const ROWS_PER_STATEMENT = 500;

async function keepUnreadable(db: Duck, rows: readonly UnreadableRow[]): Promise<void> {
  await db.run(rawSql('CREATE TABLE unreadable (row_number BIGINT, code VARCHAR, text VARCHAR)'));
  for (let first = 0; first < rows.length; first += ROWS_PER_STATEMENT) {
    const values = rows
      .slice(first, first + ROWS_PER_STATEMENT)
      .map((row) => duck`(${row.rowNumber}, ${row.code}, ${`${row.message.en} ${row.message.zh} ${row.raw}`})`);
    await db.run(duck`INSERT INTO unreadable VALUES ${join(values)}`);
  }
}
