import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { hashFile, sizeOf } from '../../core/files.ts';
import type { Database } from '../../core/postgres/database.ts';
import { bad, type Check, good } from './check.ts';

const RESTORE = { en: 'Restore a backup on a new data folder.', zh: '请将备份恢复到新的数据目录。' };

/** Every file the hub counts on must be there, as large as it was written; what nobody counts on is only untidy. */
export async function lakeCheck({ sql }: Database<unknown>, dataFolder: string): Promise<Check> {
  const lake = path.join(dataFolder, 'lake');
  const rows = await sql<{ path: string; bytes: number; needed: boolean }[]>`
    select path, bytes, status <> 'replaced' as needed from lake_file order by path`;
  const wrong: string[] = [];
  for (const row of rows.filter(({ needed }) => needed)) {
    if ((await sizeOf(path.join(lake, row.path))) !== row.bytes) wrong.push(row.path);
  }
  if (wrong.length > 0) {
    const says = {
      en: `missing or not as large as written: ${wrong.length} of the lake's files, the first ${wrong[0]}`,
      zh: `${wrong.length} 个数据文件缺失或大小不符，第一个：${wrong[0]}`,
    };
    return bad('lake', says, RESTORE);
  }
  const known = new Set(rows.map((row) => row.path));
  const there = existsSync(lake) ? await readdir(lake, { recursive: true }) : [];
  const orphans = there.filter((file) => file.endsWith('.parquet') && !known.has(file.split(path.sep).join('/'))).length;
  return good('lake', ...counted(rows.length, orphans));
}

/** The originals that deliveries name, in number or (on demand) by their hash. */
export async function originalsCheck(
  { sql }: Database<unknown>,
  { dataFolder, readsFiles }: { dataFolder: string; readsFiles: boolean },
): Promise<Check> {
  const folder = path.join(dataFolder, 'lake', 'originals');
  const rows = await sql<{ hash: string; bytes: number; needed: boolean; delivery: number }[]>`
    select file ->> 'hash' as hash, (file ->> 'bytes')::bigint as bytes, max(id) as delivery,
      bool_or(status not in ('landing', 'refused', 'repeated') and not file ? 'removed') as needed
    from delivery, jsonb_array_elements(files) as file group by 1, 2 order by 1`;
  const wrong: number[] = [];
  for (const { hash, bytes, needed, delivery } of rows) {
    if (!needed) continue;
    const file = path.join(folder, hash);
    const isWhole = (await sizeOf(file)) === bytes && (!readsFiles || (await hashFile(file)) === hash);
    if (!isWhole) wrong.push(delivery);
  }
  if (wrong.length > 0) {
    const list = [...new Set(wrong)].sort((a, b) => a - b).join(', ');
    const says = {
      en: `originals are missing or not what was delivered: of deliveries ${list}`,
      zh: `以下交付的原始文件缺失或内容不符：${list}`,
    };
    return bad('originals', says, {
      en: `Look-ups are not touched; only \`reprocess\` of these needs them. ${RESTORE.en} Or put the department's file under its SHA-256 in lake/originals.`,
      zh: `不影响查询，仅重新处理这些交付时需要。${RESTORE.zh}或将部门原文件以其 SHA-256 为名放回 lake/originals。`,
    });
  }
  const known = new Set(rows.map(({ hash }) => hash));
  const orphans = (existsSync(folder) ? await readdir(folder) : []).filter((file) => !known.has(file)).length;
  return good('originals', ...counted(rows.length, orphans));
}

function counted(files: number, orphans: number): [string, string] {
  if (orphans === 0) return [`${files} files, no orphans`, `${files} 个文件，没有孤立文件`];
  return [`${files} files; ${orphans} orphans, swept at the next start`, `${files} 个文件；${orphans} 个孤立文件将在下次启动时清除`];
}
