/** What can be wrong around a hub. Each check looks and changes nothing. */
import { existsSync } from 'node:fs';
import { access, constants, readdir, statfs } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import path from 'node:path';
import { checkConfig, describeMistake } from '../config/index.ts';
import type { Bilingual } from '../core/errors.ts';
import { isSankuError } from '../core/errors.ts';
import { type Database, openDatabase } from '../core/postgres/database.ts';
import { loadRegistries, SHIPPED_CONFIG } from '../hub.ts';
import type { Context } from './context.ts';
import { hubExists, rememberedConfigFolder } from './current-config.ts';

export interface Check {
  name: string;
  ok: boolean;
  says: Bilingual;
  /** What to do, where it is not ok. */
  fix?: Bilingual;
}

const GB = 1024 ** 3;
const LEAST_DISK_GB = 2;
const LEAST_MEMORY_GB = 2;

function good(name: string, en: string, zh: string): Check {
  return { name, ok: true, says: { en, zh } };
}

function bad(name: string, says: Bilingual, fix: Bilingual): Check {
  return { name, ok: false, says, fix };
}

/** All checks, in an order in which an earlier one may explain a later one. */
export async function examine(context: Context): Promise<Check[]> {
  const { dataFolder, configFolder } = context.settings;
  const checks = [nodeCheck(), memoryCheck(), await diskCheck(dataFolder), await folderCheck('data', dataFolder)];
  if (!hubExists(context)) {
    checks.push(good('database', 'no hub here yet', '此处尚无数据'), await configCheck(context, configFolder ?? SHIPPED_CONFIG));
    return checks;
  }
  const database = await openDatabase<unknown>({ dataFolder, url: context.settings.databaseUrl }).catch((error: unknown) => error);
  if (!(database instanceof Object && 'sql' in database)) {
    checks.push(databaseDown(database), await configCheck(context, configFolder ?? SHIPPED_CONFIG));
    return checks;
  }
  const open = database as Database<unknown>;
  try {
    const folder = configFolder ?? (await rememberedConfigFolder(open)) ?? SHIPPED_CONFIG;
    checks.push(await databaseCheck(open), await configCheck(context, folder));
    checks.push(await deliveriesCheck(open), await lakeCheck(open, dataFolder), await clockCheck(open));
    checks.push(await folderCheck('inbox', path.join(dataFolder, 'inbox')));
  } finally {
    await open.close();
  }
  return checks;
}

function nodeCheck(): Check {
  const { node } = process.versions;
  if (Number.parseInt(node, 10) >= 24) return good('node', `Node ${node}`, `Node ${node}`);
  return bad(
    'node',
    { en: `Node ${node} is too old`, zh: `Node ${node} 版本过低` },
    { en: 'Run npm ci; start with npx sanku.', zh: '请运行 npm ci，并用 npx sanku 启动。' },
  );
}

function memoryCheck(): Check {
  const [free, total] = [freemem() / GB, totalmem() / GB].map((gb) => gb.toFixed(1));
  const says = { en: `${total} GB of memory, ${free} GB free`, zh: `内存 ${total} GB，空闲 ${free} GB` };
  if (totalmem() >= LEAST_MEMORY_GB * GB) return { name: 'memory', ok: true, says };
  return bad('memory', says, {
    en: 'Lower memoryMb in hub.yaml, or use a larger machine.',
    zh: '请调低 hub.yaml 的 memoryMb，或换用更大内存的机器。',
  });
}

async function diskCheck(dataFolder: string): Promise<Check> {
  let folder = dataFolder;
  while (!existsSync(folder)) folder = path.dirname(folder);
  const { bavail, bsize } = await statfs(folder);
  const free = (bavail * bsize) / GB;
  const says = { en: `${free.toFixed(1)} GB free on the disk of ${folder}`, zh: `${folder} 所在磁盘剩余 ${free.toFixed(1)} GB` };
  if (free >= LEAST_DISK_GB) return { name: 'disk', ok: true, says };
  return bad('disk', says, {
    en: `Free space: the hub needs at least ${LEAST_DISK_GB} GB, and twice the size of its largest delivery.`,
    zh: `请清理磁盘：至少需要 ${LEAST_DISK_GB} GB，且为最大交付文件的两倍以上。`,
  });
}

async function folderCheck(name: string, folder: string): Promise<Check> {
  if (!existsSync(folder)) return good(name, `${folder} will be made when needed`, `${folder} 将在需要时创建`);
  const denied = await access(folder, constants.R_OK | constants.W_OK).then(
    () => undefined,
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  );
  if (denied === undefined) return good(name, `${folder} can be read and written`, `${folder} 可读写`);
  const says = { en: `${folder} cannot be written: ${denied}`, zh: `${folder} 不可写：${denied}` };
  return bad(name, says, { en: 'Give the account that runs the hub the right to write there.', zh: '请授予运行本程序的账户写入权限。' });
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

async function databaseCheck({ sql, schema }: Database<unknown>): Promise<Check> {
  const [row] = await sql<{ version: string; bytes: number }[]>`select current_setting('server_version') as version,
    coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint as bytes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = ${schema} and c.relkind in ('r', 'm')`;
  const size = ((row?.bytes ?? 0) / 1024 ** 2).toFixed(0);
  return good('database', `PostgreSQL ${row?.version} answers, ${size} MB`, `PostgreSQL ${row?.version} 正常，${size} MB`);
}

async function configCheck({ settings }: Context, folder: string): Promise<Check> {
  const { registries } = await loadRegistries();
  const { mistakes } = await checkConfig({ folder, registries, secrets: settings.environment });
  if (mistakes.length === 0) return good('configuration', `${folder} has no mistakes`, `${folder} 没有错误`);
  const [first] = mistakes;
  const says = {
    en: `${mistakes.length} mistakes in ${folder}; the first: ${describeMistake(first!, 'en')}`,
    zh: `${folder} 有 ${mistakes.length} 处错误；第一处：${describeMistake(first!, 'zh')}`,
  };
  return bad('configuration', says, { en: '`sanku config check` shows them all.', zh: '`sanku config check` 可列出全部。' });
}

/** Deliveries that began to land with nobody at it any more, and those that wait for a publish that nobody does. */
async function deliveriesCheck({ sql, schema }: Database<unknown>): Promise<Check> {
  const [row] = await sql<{ stuck: number; waiting: number; ids: string }[]>`
    select count(*) filter (where status = 'landing')::int as stuck, count(*) filter (where status = 'waiting')::int as waiting,
      coalesce(string_agg(id::text, ', ' order by id), '') as ids
    from delivery where status in ('landing', 'waiting')
      and not exists (select from pg_locks where locktype = 'advisory' and granted
        and (classid::bigint << 32 | objid::bigint) in (hashtextextended(${`${schema}:source:`} || source, 0), hashtextextended(${`${schema}:publish`}, 0)))`;
  const { stuck = 0, waiting = 0, ids = '' } = row ?? {};
  if (stuck + waiting === 0) return good('deliveries', 'none is stuck', '没有滞留的交付');
  const says = {
    en: `deliveries cut off: ${stuck}, not published: ${waiting} (${ids})`,
    zh: `中断的交付 ${stuck} 个，未发布 ${waiting} 个（${ids}）`,
  };
  return bad('deliveries', says, {
    en: 'Run the same import again; it goes on where it was cut off.',
    zh: '请重新运行同一导入命令，会从中断处继续。',
  });
}

/** Every file the hub counts on must be there; what nobody counts on is only untidy. */
async function lakeCheck({ sql }: Database<unknown>, dataFolder: string): Promise<Check> {
  const lake = path.join(dataFolder, 'lake');
  const rows = await sql<{ path: string; needed: boolean }[]>`select path, status <> 'replaced' as needed from lake_file order by path`;
  const missing = rows.filter((row) => row.needed && !existsSync(path.join(lake, row.path))).map((row) => row.path);
  if (missing.length > 0) {
    const says = {
      en: `${missing.length} lake files are missing, the first: ${missing[0]}`,
      zh: `缺少 ${missing.length} 个数据文件，第一个：${missing[0]}`,
    };
    return bad('lake', says, { en: 'Bring back the data folder from a backup.', zh: '请从备份恢复数据目录。' });
  }
  const known = new Set(rows.map((row) => row.path));
  const there = existsSync(lake) ? await readdir(lake, { recursive: true }) : [];
  const orphans = there.filter((file) => file.endsWith('.parquet') && !known.has(file.split(path.sep).join('/'))).length;
  if (orphans === 0) return good('lake', `${rows.length} files, no orphans`, `${rows.length} 个文件，没有孤立文件`);
  return good(
    'lake',
    `${rows.length} files; ${orphans} orphans, swept at the next start`,
    `${rows.length} 个文件；${orphans} 个孤立文件将在下次启动时清除`,
  );
}

async function clockCheck({ sql }: Database<unknown>, now = new Date()): Promise<Check> {
  const [row] = await sql<{ at: Date | null }[]>`select max(at) as at from published where run > 0`;
  const last = row?.at ?? null;
  if (last === null || last.getTime() <= now.getTime() + 60_000) return good('clock', now.toISOString(), now.toISOString());
  const says = {
    en: `the clock says ${now.toISOString()}, before the last publish at ${last.toISOString()}`,
    zh: `系统时间 ${now.toISOString()} 早于最近一次发布 ${last.toISOString()}`,
  };
  return bad('clock', says, { en: "Set the machine's clock before the next import.", zh: '请在下次导入前校准系统时间。' });
}
