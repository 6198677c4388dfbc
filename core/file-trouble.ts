import type { Bilingual } from './errors.ts';

/** What the system's codes for files mean to whoever has to mend it. */
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
};

/** Why a file could not be opened, read or written, as the reason of an error. */
export function fileTrouble(error: unknown): Bilingual {
  const { code, message } = error as NodeJS.ErrnoException;
  const told = SAYS[code ?? ''];
  if (told !== undefined) return { en: `${told.en} (${code})`, zh: `${told.zh}（${code}）` };
  const plain = code ?? message;
  return { en: plain, zh: plain };
}
