import { existsSync } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import path from 'node:path';
import { type CheckedConfig, describeMistake } from '../../config/index.ts';
import { freeBytes } from '../../core/disk-full.ts';
import { sizeText } from '../size-text.ts';
import { bad, type Check, good } from './check.ts';

const GB = 1024 ** 3;
const LEAST_DISK = 2 * GB;
/** What PostgreSQL and Node take besides the computing engine. */
const OTHERS_MEMORY = GB;
const DEFAULT_MEMORY_MB = 2048;

export function nodeCheck(): Check {
  const { node } = process.versions;
  if (Number.parseInt(node, 10) >= 24) return good('node', `Node ${node}`, `Node ${node}`);
  return bad(
    'node',
    { en: `Node ${node} is too old`, zh: `Node ${node} 版本过低` },
    { en: 'Run npm ci; start with npx sanku.', zh: '请运行 npm ci，并用 npx sanku 启动。' },
  );
}

/** The machine's memory, or what a container may take of it. */
export function memoryCheck(memoryMb = DEFAULT_MEMORY_MB, machine = { total: totalmem(), limit: process.constrainedMemory() }): Check {
  const { limit } = machine;
  const isLimited = limit > 0 && limit < machine.total;
  const total = isLimited ? limit : machine.total;
  const needed = memoryMb * 1024 ** 2 + OTHERS_MEMORY;
  const free = Math.min(freemem(), total);
  const says = {
    en: `${sizeText(total)} of memory${isLimited ? ' (limit of the container)' : ''}, ${sizeText(free)} free; the hub may take ${sizeText(needed)}`,
    zh: `内存 ${sizeText(total)}${isLimited ? '（容器上限）' : ''}，空闲 ${sizeText(free)}；本系统最多使用 ${sizeText(needed)}`,
  };
  // A tenth less is what a machine sold as so large shows.
  if (total >= needed * 0.9) return { name: 'memory', ok: true, says };
  return bad('memory', says, {
    en: 'Lower memoryMb in hub.yaml, or use a larger machine.',
    zh: '请调低 hub.yaml 的 memoryMb，或换用更大内存的机器。',
  });
}

/** @param largest bytes of the largest delivery so far */
export async function diskCheck(dataFolder: string, largest: number): Promise<Check> {
  const free = await freeBytes(dataFolder);
  const needed = Math.max(LEAST_DISK, 4 * largest);
  const says = {
    en: `${sizeText(free)} free where ${dataFolder} lies; ${sizeText(needed)} needed`,
    zh: `${dataFolder} 所在磁盘剩余 ${sizeText(free)}，需要 ${sizeText(needed)}`,
  };
  if (free >= needed) return { name: 'disk', ok: true, says };
  return bad('disk', says, {
    en: 'Free space, or move the data folder to a larger disk: an import needs up to four times its largest delivery. Old originals go by `retention` in hub.yaml.',
    zh: '请清理磁盘或将数据目录移到更大的磁盘：导入最多需要最大交付文件的四倍。过期原始文件可用 hub.yaml 的 retention 清理。',
  });
}

export async function folderCheck(name: string, folder: string): Promise<Check> {
  if (!existsSync(folder)) return good(name, `${folder} will be made when needed`, `${folder} 将在需要时创建`);
  const denied = await access(folder, constants.R_OK | constants.W_OK).then(
    () => undefined,
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  );
  if (denied === undefined) return good(name, `${folder} can be read and written`, `${folder} 可读写`);
  const says = { en: `${folder} cannot be written: ${denied}`, zh: `${folder} 不可写：${denied}` };
  return bad(name, says, { en: 'Give the account that runs the hub the right to write there.', zh: '请授予运行本程序的账户写入权限。' });
}

export function restoreCheck(dataFolder: string): Check | undefined {
  if (!existsSync(path.join(dataFolder, 'restoring'))) return undefined;
  const says = { en: 'a restore into this folder was cut off; no command takes it for a hub', zh: '向此目录的恢复曾被中断，不可使用' };
  return bad('restore', says, { en: 'Delete the folder and run `sanku restore` again.', zh: '请删除该目录并重新运行 `sanku restore`。' });
}

/** What holds people's values is its owner's only. */
export async function modesCheck(dataFolder: string): Promise<Check | undefined> {
  if (process.platform === 'win32') return undefined;
  const open: string[] = [];
  for (const name of ['lake', 'work', 'uploads', 'postgres', 'postgres/password']) {
    const found = await stat(path.join(dataFolder, name)).catch(() => undefined);
    if (found !== undefined && (found.mode & 0o077) !== 0) open.push(name);
  }
  if (open.length === 0) return good('modes', 'what holds data is open to its owner only', '数据仅所有者可访问');
  const list = open.join(', ');
  const says = { en: `other accounts of this machine may read: ${list}`, zh: `本机其他账户可读取：${list}` };
  const paths = open.map((name) => path.join(dataFolder, name)).join(' ');
  return bad('modes', says, { en: `Run: chmod go= ${paths}`, zh: `请运行：chmod go= ${paths}` });
}

export function configCheck(folder: string, { mistakes }: CheckedConfig): Check {
  if (mistakes.length === 0) return good('configuration', `${folder} has no mistakes`, `${folder} 没有错误`);
  const [first] = mistakes;
  const says = {
    en: `${mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`} in ${folder}; the first: ${describeMistake(first!, 'en')}`,
    zh: `${folder} 有 ${mistakes.length} 处错误；第一处：${describeMistake(first!, 'zh')}`,
  };
  return bad('configuration', says, { en: '`sanku config check` shows them all.', zh: '`sanku config check` 可列出全部。' });
}
