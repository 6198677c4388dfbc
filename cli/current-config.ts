import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Database, openDatabase } from '../core/postgres/database.ts';
import { SHIPPED_CONFIG } from '../hub.ts';
import type { Context } from './context.ts';

/** Whether a hub was ever opened here, so that looking does not make one. */
export function hubExists({ settings }: Context): boolean {
  return settings.databaseUrl !== undefined || existsSync(path.join(settings.dataFolder, 'postgres', 'cluster'));
}

/** The configuration that the next command would use: the one named, else the one remembered, else the shipped one. */
export async function currentConfigFolder(context: Context): Promise<string> {
  const { configFolder, dataFolder, databaseUrl } = context.settings;
  if (configFolder !== undefined) return configFolder;
  if (!hubExists(context)) return SHIPPED_CONFIG;
  const database = await openDatabase<unknown>({ dataFolder, url: databaseUrl });
  try {
    return (await rememberedConfigFolder(database)) ?? SHIPPED_CONFIG;
  } finally {
    await database.close();
  }
}

/** Asked without opening the hub, because the hub does not open on a configuration with mistakes. */
export async function rememberedConfigFolder({ sql, schema }: Database<unknown>): Promise<string | undefined> {
  const [table] = await sql<{ there: boolean }[]>`select to_regclass(${`${schema}.setting`}) is not null as there`;
  if (table?.there !== true) return undefined;
  const [row] = await sql<{ folder: string }[]>`select value->>'folder' as folder from setting where name = 'configFolder'`;
  return row?.folder;
}
