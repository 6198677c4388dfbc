/** What can be wrong around a hub. Each check looks and changes nothing. */
import path from 'node:path';
import { type CheckedConfig, type Config, checkConfig } from '../../config/index.ts';
import { isSankuError } from '../../core/errors.ts';
import { type Database, openDatabase } from '../../core/postgres/database.ts';
import { loadRegistries, SHIPPED_CONFIG } from '../../hub.ts';
import type { Context } from '../context.ts';
import { hubExists, rememberedConfigFolder } from '../current-config.ts';
import { bad, type Check, good } from './check.ts';
import {
  clockCheck,
  databaseCheck,
  deliveriesCheck,
  hasTables,
  largestDelivery,
  reworksCheck,
  runsCheck,
  shapeCheck,
} from './database-checks.ts';
import { lakeCheck, originalsCheck } from './file-checks.ts';
import { configCheck, diskCheck, folderCheck, memoryCheck, modesCheck, nodeCheck, restoreCheck } from './machine-checks.ts';
import { schedulesCheck } from './schedule-checks.ts';

export interface ExamineOptions {
  /** Read every original and hold it against its hash. */
  readsFiles: boolean;
}

/** All checks, in an order in which an earlier one may explain a later one. */
export async function examine(context: Context, options: ExamineOptions): Promise<Check[]> {
  const { dataFolder, configFolder } = context.settings;
  const folder = await folderCheck('data', dataFolder);
  if (!hubExists(context)) {
    const { checks, config } = await looks(context, configFolder ?? SHIPPED_CONFIG);
    return [...(await machine(context, { config })), folder, good('database', 'no hub here yet', '此处尚无数据'), ...checks];
  }
  const database = await openDatabase<unknown>({ dataFolder, url: context.settings.databaseUrl }).catch((error: unknown) => error);
  if (!(database instanceof Object && 'sql' in database)) {
    const { checks, config } = await looks(context, configFolder ?? SHIPPED_CONFIG);
    return [...(await machine(context, { config })), folder, databaseDown(database), ...checks];
  }
  const open = database as Database<unknown>;
  try {
    const { checks, config } = await looks(context, configFolder ?? (await rememberedConfigFolder(open)) ?? SHIPPED_CONFIG);
    const isHub = await hasTables(open);
    const before = [...(await machine(context, { config, largest: isHub ? await largestDelivery(open) : 0 })), folder];
    if (!isHub) return [...before, good('database', 'answers; holds no hub yet', '正常；尚无数据'), ...checks];
    return [...before, ...(await ofDatabase(open)), ...checks, ...(await ofContents(open, { dataFolder, config, ...options }))];
  } finally {
    await open.close();
  }
}

async function looks(context: Context, folder: string): Promise<{ checks: Check[]; config: Config | undefined }> {
  const { registries } = await loadRegistries();
  const checked: CheckedConfig = await checkConfig({ folder, registries, secrets: context.settings.environment });
  return { checks: [configCheck(folder, checked)], config: checked.config };
}

async function machine({ settings }: Context, { config, largest = 0 }: { config: Config | undefined; largest?: number }): Promise<Check[]> {
  const { dataFolder } = settings;
  return [
    ...[nodeCheck(), memoryCheck(config?.hub.memoryMb), await diskCheck(dataFolder, largest)],
    ...[restoreCheck(dataFolder), await modesCheck(dataFolder)].filter((check) => check !== undefined),
  ];
}

async function ofDatabase(open: Database<unknown>): Promise<Check[]> {
  return [await databaseCheck(open), await shapeCheck(open), await clockCheck(open)];
}

interface Contents extends ExamineOptions {
  dataFolder: string;
  config: Config | undefined;
}

async function ofContents(open: Database<unknown>, { dataFolder, config, readsFiles }: Contents): Promise<Check[]> {
  return [
    ...[await deliveriesCheck(open), await runsCheck(open), await reworksCheck(open)],
    ...[await lakeCheck(open, dataFolder), await originalsCheck(open, { dataFolder, readsFiles })],
    ...(config === undefined ? [] : [await schedulesCheck(open, config)]),
    await folderCheck('inbox', path.join(dataFolder, 'inbox')),
  ];
}

function databaseDown(error: unknown): Check {
  if (!isSankuError(error)) {
    const reason = error instanceof Error ? error.message : String(error);
    const fix = { en: 'Read postgres/server.log in the data folder.', zh: '请查看数据目录中的 postgres/server.log。' };
    return bad('database', { en: reason, zh: reason }, fix);
  }
  const both = (say: (language: 'en' | 'zh') => string) => ({ en: say('en'), zh: say('zh') });
  return bad(
    'database',
    both((language) => error.messageIn(language)),
    both((language) => error.fixIn(language)),
  );
}
