/** The decoders alone: each delivery of a folder into a DuckDB table, one after the other as an import takes them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadConfig } from '../../../config/index.ts';
import { findDeliveries } from '../../../connectors/index.ts';
import { Duck } from '../../../core/duckdb/duck.ts';
import { name } from '../../../core/duckdb/sql.ts';
import { loadRegistries } from '../../../hub.ts';

export interface DecodeTask {
  configFolder: string;
  folder: string;
}

export interface DecodedFolder {
  seconds: number;
  sources: { source: string; rows: number; seconds: number }[];
}

export async function task({ configFolder, folder }: DecodeTask): Promise<DecodedFolder> {
  const { registries, formats } = await loadRegistries();
  const config = await loadConfig({ folder: configFolder, registries });
  const byName = new Map(config.sources.map((source) => [source.source, source]));
  const { deliveries } = await findDeliveries(folder, [...byName.keys()]);
  const sources: DecodedFolder['sources'] = [];
  const workFolder = await mkdtemp(path.join(tmpdir(), 'sanku-bench-decode-'));
  for (const { source: id, files } of deliveries) {
    const source = byName.get(id)!;
    const start = performance.now();
    using duck = await Duck.open({ spillFolder: workFolder, memoryMb: config.hub.memoryMb });
    const { settings, name: format } = source.format;
    const columns = source.columns.map((column) => column.name);
    const { rows } = await formats[format]!.decode({ files, settings, columns, duck, table: name('raw'), workFolder });
    sources.push({ source: id, rows, seconds: (performance.now() - start) / 1000 });
  }
  await rm(workFolder, { recursive: true, force: true });
  return { seconds: sources.reduce((sum, { seconds }) => sum + seconds, 0), sources };
}
