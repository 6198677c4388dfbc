import type { Bilingual } from './errors.ts';

/** What the system's codes for files and connections mean to whoever has to mend it. */
const SAYS: Record<string, Bilingual> = {
  ENOENT: { en: 'it is not there', zh: '不存在' },
  EACCES: { en: 'this account has no right to it', zh: '当前账户没有权限' },
  EPERM: { en: 'this account has no right to it', zh: '当前账户没有权限' },
  EISDIR: { en: 'it is a folder', zh: '是文件夹' },
  ENOTDIR: { en: 'a part of its path is a file and no folder', zh: '路径中有一段是文件而不是文件夹' },
  ENOSPC: { en: 'the disk is full', zh: '磁盘已满' },
  EROFS: { en: 'the disk is read-only', zh: '磁盘为只读' },
  EMFILE: { en: 'too many files are open', zh: '打开的文件过多' },
  ENAMETOOLONG: { en: 'its name is too long', zh: '名称过长' },
  ECONNREFUSED: { en: 'nothing listens at that address', zh: '该地址没有程序在监听' },
  ECONNRESET: { en: 'the other side broke the connection off', zh: '对方中断了连接' },
  EPIPE: { en: 'the other side broke the connection off', zh: '对方中断了连接' },
  ENOTFOUND: { en: 'the name service does not know that name', zh: '域名无法解析' },
  EAI_AGAIN: { en: 'the name service does not answer', zh: '域名服务没有应答' },
  ETIMEDOUT: { en: 'no answer came in time', zh: '等待应答超时' },
  EHOSTUNREACH: { en: 'no way leads to that machine', zh: '无法到达该主机' },
  ENETUNREACH: { en: 'no way leads to that network', zh: '无法到达该网络' },
};

/** Why a file could not be opened, read or written, or a machine not reached, as the reason of an error. */
export function systemTrouble(error: unknown): Bilingual {
  const { code, message } = error as NodeJS.ErrnoException;
  const told = SAYS[code ?? ''];
  if (told !== undefined) return { en: `${told.en} (${code})`, zh: `${told.zh}（${code}）` };
  const plain = code ?? message;
  return { en: plain, zh: plain };
}
