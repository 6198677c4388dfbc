import path from 'node:path';
import { Type } from 'typebox';
import { isMachineLacking } from '../../../core/duckdb/machine-lacks.ts';
import { isSankuError } from '../../../core/errors.ts';
import type { Decoded, DecodeRequest, Format } from '../../contract.ts';
import { connectorErrors } from '../../errors.ts';
import { checkHeader, checkSameHeader } from '../../header.ts';
import { createTextTable, longestRowBytes, openFile } from '../../text/index.ts';
import { checkUnreadable, unreadableRow } from '../../unreadable.ts';
import { parquetErrors } from './errors.ts';
import { checkParquet, describeParquet, insertParquet } from './load-steps.ts';

const settings = Type.Object({}, { additionalProperties: false });

/**
 * Parquet, read by DuckDB. Every value becomes text: numbers in full, dates `YYYY-MM-DD`, moments `YYYY-MM-DDTHH:MM:SS`, nested values JSON, bytes
 * text where they are UTF-8 and hexadecimal (`\x…`) where not.
 */
export const parquet: Format = { name: 'parquet', extensions: ['.parquet', '.pq'], settings, decode };

async function decode(request: DecodeRequest): Promise<Decoded> {
  const decoded: Decoded = { columns: [], rows: 0, unreadable: [], findings: [], notes: {} };
  for (const [i, path] of request.files.entries()) {
    await checkSignature(path);
    await decodePart(request, { path, decoded, isFirst: i === 0 }).catch(asParquetError(path));
  }
  return decoded;
}

interface PartPlan {
  path: string;
  decoded: Decoded;
  isFirst: boolean;
}

async function decodePart({ duck, table }: DecodeRequest, { path: filePath, decoded, isFirst }: PartPlan): Promise<void> {
  const file = path.basename(filePath);
  const columns = await describeParquet(duck, filePath);
  const names = checkHeader(
    columns.map((column) => column.name),
    file,
  );
  if (isFirst) {
    decoded.columns = names;
    await createTextTable(duck, table, names);
  } else checkSameHeader(decoded.columns, { file, columns: names });
  const rowsBefore = decoded.rows + decoded.unreadable.length;
  const part = { path: filePath, columns, rowsBefore };
  const inserted = await insertParquet(duck, table, part);
  decoded.rows += inserted;
  const { rows, tooLong } = await checkParquet(duck, part);
  for (const { place, start } of tooLong) {
    decoded.unreadable.push(unreadableRow(connectorErrors.rowTooLong({ limit: longestRowBytes }), rowsBefore + place, start));
    checkUnreadable(decoded.unreadable, file);
  }
  if (inserted + tooLong.length !== rows) throw parquetErrors.parquetDamaged({ file });
}

const mark = 'PAR1';
/** A mark at either end, and the length of what stands before the last one. */
const shortest = 12;

async function checkSignature(filePath: string): Promise<void> {
  const file = path.basename(filePath);
  const handle = await openFile(filePath);
  try {
    const { size } = await handle.stat();
    if (size === 0) throw connectorErrors.emptyFile({ file });
    const ends = Buffer.alloc(8);
    await handle.read(ends, 0, 4, 0);
    await handle.read(ends, 4, 4, Math.max(0, size - 4));
    const [head, tail] = [ends.toString('latin1', 0, 4), ends.toString('latin1', 4)];
    if (head === 'PARE' || tail === 'PARE') throw parquetErrors.parquetEncrypted({ file });
    if (head !== mark) throw parquetErrors.parquetInvalid({ file });
    if (tail !== mark || size < shortest) throw parquetErrors.parquetTruncated({ file });
  } finally {
    await handle.close();
  }
}

/** DuckDB's own words may quote a value, so they are not handed on. */
function asParquetError(filePath: string): (error: unknown) => never {
  return (error) => {
    if (isSankuError(error) || isMachineLacking(error)) throw error;
    const code = /UTF-?8/i.test((error as Error).message) ? 'parquetNotUtf8' : 'parquetDamaged';
    throw parquetErrors[code]({ file: path.basename(filePath) }, error);
  };
}
