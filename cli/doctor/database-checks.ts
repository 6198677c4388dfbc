import type { Database } from '../../core/postgres/database.ts';
import { readMigrations } from '../../core/postgres/migrate.ts';
import { MIGRATIONS } from '../../hub.ts';
import { sizeText } from '../size-text.ts';
import { bad, type Check, good } from './check.ts';

/** A table with so many dead rows, and more of them than living ones, is read twice as slowly as it need be. */
const MANY_DEAD = 100_000;
/** Clocks of two machines differ by less. */
const CLOCK_TOLERANCE_MS = 60_000;

export async function hasTables({ sql, schema }: Database<unknown>): Promise<boolean> {
  const [row] = await sql<{ there: boolean }[]>`select to_regclass(${`${schema}.migration`}) is not null as there`;
  return row!.there;
}

export async function largestDelivery({ sql }: Database<unknown>): Promise<number> {
  const [row] = await sql<{ bytes: number }[]>`select coalesce(max(bytes), 0)::bigint as bytes
    from (select sum((file ->> 'bytes')::bigint) as bytes from delivery, jsonb_array_elements(files) as file group by id) as each`;
  return row!.bytes;
}

/** It answers, keeps what it has committed, and is not bloated. */
export async function databaseCheck({ sql, schema }: Database<unknown>): Promise<Check> {
  const [row] = await sql<{ version: string; bytes: number; unsafe: string | null }[]>`
    select current_setting('server_version') as version, coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint as bytes,
      (select string_agg(name, ', ' order by name) from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off') as unsafe
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = ${schema} and c.relkind in ('r', 'm')`;
  const { version, bytes, unsafe } = row!;
  if (unsafe !== null) {
    const says = {
      en: `PostgreSQL ${version} may lose what it committed: off: ${unsafe}`,
      zh: `PostgreSQL ${version} 可能丢失已提交的数据：已关闭 ${unsafe}`,
    };
    return bad('database', says, { en: 'Switch these settings on in the server.', zh: '请在数据库服务器上开启这些设置。' });
  }
  const bloated = await sql<{ name: string }[]>`select relname as name from pg_stat_user_tables
    where schemaname = ${schema} and n_dead_tup > ${MANY_DEAD} and n_dead_tup > n_live_tup order by n_dead_tup desc`;
  if (bloated.length > 0) {
    const list = bloated.map(({ name }) => name).join(', ');
    const says = { en: `tables with more dead rows than living ones: ${list}`, zh: `死行多于活行的表：${list}` };
    return bad('database', says, {
      en: 'See that autovacuum is on; or run once: VACUUM (ANALYZE) of these tables.',
      zh: '请确认 autovacuum 已开启，或对这些表执行一次 VACUUM (ANALYZE)。',
    });
  }
  return good('database', `PostgreSQL ${version} answers, ${sizeText(bytes)}`, `PostgreSQL ${version} 正常，${sizeText(bytes)}`);
}

/** The tables are of this program's making, and none is left of a run that is over. */
export async function shapeCheck({ sql, schema }: Database<unknown>): Promise<Check> {
  const known = (await readMigrations(MIGRATIONS)).at(-1)?.number ?? 0;
  const [{ found } = { found: 0 }] = await sql<{ found: number }[]>`select coalesce(max(number), 0) as found from migration`;
  if (found > known) {
    const says = {
      en: `a newer program was here: migration ${found}, this one knows ${known}`,
      zh: `更新的程序用过此库：迁移 ${found}，本程序只认识 ${known}`,
    };
    return bad('tables', says, {
      en: 'Run the newer program, or restore a backup made by this one.',
      zh: '请运行更新的程序，或恢复由本版本制作的备份。',
    });
  }
  const left = await sql`select from pg_tables where schemaname = ${schema} and tablename ~ '^run_[0-9]+_'
    and not exists (select from pg_locks where locktype = 'advisory' and granted
      and (classid::bigint << 32 | objid::bigint) = hashtextextended(${`${schema}:publish`}, 0))`;
  const swept =
    left.length === 0
      ? ['', '']
      : [`; ${left.length} of a killed run, swept at the next start`, `；${left.length} 张中断的运行表将在下次启动时清除`];
  return good('tables', `migration ${found} of ${known}${swept[0]}`, `迁移 ${found}/${known}${swept[1]}`);
}

/** Nothing in the hub lies in the future, and the database's clock says the same. */
export async function clockCheck({ sql }: Database<unknown>, now = new Date()): Promise<Check> {
  const [row] = await sql<{ what: string; at: Date }[]>`select what, at from (values
    ('publish', (select max(at) from published where run > 0)), ('delivery', (select max(arrived_at) from delivery)),
    ('run', (select max(started_at) from run)), ('audit', (select max(at) from audit))) as newest(what, at)
    where at is not null order by at desc limit 1`;
  const [server] = await sql<{ at: Date }[]>`select clock_timestamp() as at`;
  const skew = server!.at.getTime() - Date.now();
  if (Math.abs(skew) > CLOCK_TOLERANCE_MS) {
    const seconds = Math.round(skew / 1000);
    const says = { en: `the database's clock differs from this machine's by ${seconds} s`, zh: `数据库时钟与本机相差 ${seconds} 秒` };
    return bad('clock', says, {
      en: 'Let both machines take their time from the same server (NTP).',
      zh: '请让两台机器使用同一时间服务器（NTP）。',
    });
  }
  if (row === undefined || row.at.getTime() <= now.getTime() + CLOCK_TOLERANCE_MS)
    return good('clock', now.toISOString(), now.toISOString());
  const says = {
    en: `the clock says ${now.toISOString()}, but the last ${row.what} was at ${row.at.toISOString()}: it was set back, or was wrong then`,
    zh: `系统时间为 ${now.toISOString()}，但最近一次 ${row.what} 记录于 ${row.at.toISOString()}：时钟被调回，或当时有误`,
  };
  return bad('clock', says, {
    en: "Set the machine's clock (NTP). Until it has passed that instant, publishes are dated just after the last one, so that what the hub knew when stays in order.",
    zh: '请校准系统时间（NTP）。在超过该时刻之前，发布时间会顺延在上一次之后，以保持先后次序。',
  });
}
/** Deliveries that began to land with nobody at it any more, and those that wait for a publish that nobody does. */
export async function deliveriesCheck({ sql, schema }: Database<unknown>): Promise<Check> {
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

/** Runs that never ended, though nobody is at them any more. */
export async function runsCheck({ sql, schema }: Database<unknown>): Promise<Check> {
  const rows = await sql<{ id: number }[]>`select id from run where status = 'running' and kind in ('land', 'publish')
    and not exists (select from pg_locks where locktype = 'advisory' and granted
      and (classid::bigint << 32 | objid::bigint) in (hashtextextended(${`${schema}:source:`} || source, 0), hashtextextended(${`${schema}:publish`}, 0)))
    order by id`;
  if (rows.length === 0) return good('runs', 'none was cut off', '没有中断的运行');
  const list = rows.map(({ id }) => id).join(', ');
  const says = { en: `cut off before their end: ${list}`, zh: `中断的运行：${list}` };
  return bad('runs', says, {
    en: 'Any command that opens the hub ends them, for example `sanku runs`; then run the import again.',
    zh: '任一打开本库的命令（如 `sanku runs`）会将其结束；随后重新导入。',
  });
}

/** Withdrawals and readings anew that were cut off: before they counted, or before what they changed was published. */
export async function reworksCheck({ sql, schema }: Database<unknown>): Promise<Check> {
  const rows = await sql<CutOff[]>`
    select kind, source, (counts ->> 'delivery')::bigint as delivery, status = 'done' as entered
    from run where kind in ('withdraw', 'reprocess')
      and (status = 'running' or exists (select from lake_file where run = run.id and status = 'waiting'))
      and not exists (select from pg_locks where locktype = 'advisory' and granted
        and (classid::bigint << 32 | objid::bigint) in (hashtextextended(${`${schema}:source:`} || source, 0), hashtextextended(${`${schema}:publish`}, 0)))
    order by id`;
  if (rows.length === 0) return good('reworks', 'no withdrawal or reprocessing was cut off', '没有中断的撤回或重新处理');
  const says = (language: 'en' | 'zh') => rows.map((row) => WHAT[language](row)).join(language === 'en' ? '; ' : '；');
  return bad(
    'reworks',
    { en: says('en'), zh: says('zh') },
    {
      en: 'Run the same command again: `sanku deliveries withdraw ID --why …` or `sanku reprocess SOURCE`. What only waits to be published goes out with the next import as well.',
      zh: '请重新运行同一命令：`sanku deliveries withdraw 编号 --why …` 或 `sanku reprocess 来源`。仅待发布的结果也会随下一次导入发布。',
    },
  );
}

interface CutOff {
  kind: string;
  source: string;
  delivery: number | null;
  entered: boolean;
}

const WHAT = {
  en: ({ kind, source, delivery, entered }: CutOff) =>
    `${kind === 'withdraw' ? `withdrawal ${delivery === null ? 'from' : `of delivery ${delivery} of`}` : 'reprocessing of'} ${source} ${entered ? 'not published' : 'cut off'}`,
  zh: ({ kind, source, delivery, entered }: CutOff) =>
    `${source} ${delivery === null ? '' : `交付 ${delivery} `}的${kind === 'withdraw' ? '撤回' : '重新处理'}${entered ? '尚未发布' : '中断'}`,
};
