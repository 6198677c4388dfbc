/** Rows per second of each decoder, beside DuckDB's own CSV reader. */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { BenchCity } from '../bench-city.ts';
import { COLUMNS, writeDecoderFiles } from '../decoder-files.ts';
import type { Figure, PartResult } from '../figure.ts';
import { runTask } from '../run-task.ts';
import type { DecodedFile, DecodeFileTask } from '../tasks/decode-file.ts';

export async function decoders({ folder: parent }: BenchCity): Promise<PartResult> {
  const folder = path.join(parent, 'decoders');
  await mkdir(folder, { recursive: true });
  const files = await writeDecoderFiles(folder);
  const part = 'decoders';
  const own = await measure({ format: null, settings: {}, file: files[0]!.file, columns: COLUMNS });
  const figures: Figure[] = [{ part, name: "DuckDB's own CSV reader", seen: own.rows / own.seconds, unit: '/s' }];
  const details: Record<string, DecodedFile> = { duckdb: own };
  for (const { label, rows, ...file } of files) {
    const decoded = await measure({ ...file, columns: COLUMNS });
    if (decoded.rows !== rows) throw new Error(`${label}: ${decoded.rows} of ${rows} rows`);
    details[label] = decoded;
    figures.push({ part, name: label, seen: decoded.rows / decoded.seconds, unit: '/s' });
  }
  await rm(folder, { recursive: true });
  return { figures, details };
}

function measure(task: DecodeFileTask): Promise<DecodedFile> {
  return runTask<DecodedFile>('decode-file', task).result;
}
