/** The machine a measurement was made on. */
import { cpus, totalmem } from 'node:os';
import { version as duckdbVersion } from '@duckdb/node-api';
import type { Database } from '../../core/postgres/database.ts';

export interface Machine {
  cpu: string;
  cores: number;
  memoryGb: number;
  node: string;
  duckdb: string;
  postgresql: string;
  system: string;
}

export function describeMachine(postgresql: string): Machine {
  const cores = cpus();
  return {
    cpu: cores[0]?.model.trim() ?? 'unknown',
    cores: cores.length,
    memoryGb: Number((totalmem() / 1024 ** 3).toFixed(1)),
    node: process.versions.node,
    duckdb: duckdbVersion(),
    postgresql,
    system: `${process.platform} ${process.arch}`,
  };
}

export async function postgresVersion({ sql }: Database<unknown>): Promise<string> {
  const [row] = await sql<{ version: string }[]>`select current_setting('server_version') as version`;
  return row!.version;
}
