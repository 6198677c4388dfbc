/** The same rows in every format that the hub reads. */
import { createReadStream, createWriteStream, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import iconv from 'iconv-lite';
import { labelCell, oldBook } from '../../connectors/formats/xls/conformance.ts';
import { Duck } from '../../core/duckdb/duck.ts';
import { duck as sql } from '../../core/duckdb/sql.ts';
import { openDbfFile } from '../../samples/writers/dbf-writer.ts';
import type { RowWriter } from '../../samples/writers/file.ts';
import { openXlsxFile } from '../../samples/writers/xlsx-writer.ts';

export const COLUMNS = ['NO', 'ID', 'NAME', 'ADDRESS', 'BORN', 'AMOUNT'];
/** In bytes of GB18030. */
const WIDTHS = [10, 18, 20, 60, 10, 12];
const ROWS = 300_000;
/** With the header, all that such a sheet holds. */
const XLS_ROWS = 65_535;

export interface DecoderFile {
  label: string;
  format: string;
  settings: Record<string, unknown>;
  file: string;
  rows: number;
}

/** Writes all files into a folder. */
export async function writeDecoderFiles(folder: string): Promise<DecoderFile[]> {
  const at = (name: string) => path.join(folder, name);
  const csv = at('plain.csv');
  const db = await Duck.open({ spillFolder: folder, memoryMb: 512 });
  await db.run(sql`CREATE TABLE t AS SELECT i::VARCHAR AS "NO", '330203199001' || lpad((i % 1000000)::VARCHAR, 6, '0') AS "ID",
    '王' || ['建国', '秀英', '伟'][1 + i % 3] AS "NAME", '示范省示范市东城区朝阳街道人民路' || (i % 3000) || '号' || (i % 20) || '幢' || (i % 600) || '室' AS "ADDRESS",
    (DATE '1950-01-01' + (i % 20000)::INTEGER)::VARCHAR AS "BORN", (i % 100000 / 100)::DECIMAL(10, 2)::VARCHAR AS "AMOUNT" FROM range(${ROWS}) r(i)`);
  await db.run(sql`COPY t TO ${csv} (FORMAT csv, HEADER)`);
  await db.run(sql`COPY t TO ${at('lines.ndjson')} (FORMAT json)`);
  await db.run(sql`COPY t TO ${at('columns.parquet')} (FORMAT parquet, COMPRESSION zstd)`);
  const rows = (await db.rows(sql`SELECT * FROM t ORDER BY "NO"::INTEGER`)).map((row) => Object.values(row) as string[]);
  db.close();
  for (const encoding of ['gb18030', 'utf-16le']) {
    const recode = [iconv.decodeStream('utf8'), iconv.encodeStream(encoding, { addBOM: encoding !== 'gb18030' })] as const;
    await pipeline(createReadStream(csv), ...recode, createWriteStream(at(`${encoding}.csv`)));
  }
  await pipeline(createReadStream(csv), createGzip({ level: 6 }), createWriteStream(at('packed.csv.gz')));
  writeFileSync(at('fixed.txt'), Buffer.concat(rows.map(fixedLine)));
  const fields = COLUMNS.map((name, i) => ({ name, type: 'C' as const, length: WIDTHS[i]! }));
  await writeRows(openDbfFile(at('table.dbf'), fields, 0), rows);
  await writeRows(openXlsxFile(at('book.xlsx'), COLUMNS, { sheet: 'S', dateColumns: ['BORN'] }), rows);
  const cells = [COLUMNS, ...rows.slice(0, XLS_ROWS)].flatMap((row, i) => row.map((value, column) => labelCell(i, column, value)));
  writeFileSync(at('book.xls'), oldBook(cells));
  const found = (label: string, format: string, name: string, rest: Partial<DecoderFile> = {}): DecoderFile => ({
    ...{ label, format, settings: {}, file: at(name), rows: ROWS },
    ...rest,
  });
  return [
    found('CSV, UTF-8', 'csv', 'plain.csv'),
    found('CSV, GB18030', 'csv', 'gb18030.csv'),
    found('CSV, UTF-16', 'csv', 'utf-16le.csv'),
    found('CSV, UTF-8, gzip', 'csv', 'packed.csv.gz'),
    found('fixed width, GB18030', 'fixed-width', 'fixed.txt', { settings: { encoding: 'gb18030', widths: WIDTHS } }),
    found('NDJSON', 'ndjson', 'lines.ndjson'),
    found('Parquet', 'parquet', 'columns.parquet'),
    found('DBF', 'dbf', 'table.dbf'),
    found('XLSX', 'xlsx', 'book.xlsx'),
    found('XLS', 'xls', 'book.xls', { rows: XLS_ROWS }),
  ];
}

async function writeRows(writer: RowWriter, rows: readonly string[][]): Promise<void> {
  for (const row of rows) await writer.row(row);
  await writer.close();
}

function fixedLine(row: readonly string[]): Buffer {
  const fields = row.map((value, i) =>
    Buffer.concat([iconv.encode(value, 'gb18030'), Buffer.alloc(WIDTHS[i]!, ' ')]).subarray(0, WIDTHS[i]),
  );
  return Buffer.concat([...fields, Buffer.from('\n')]);
}
