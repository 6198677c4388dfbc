import { access, constants, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { systemTrouble } from '../core/system-trouble.ts';
import { cliErrors } from './errors.ts';

/** The absolute path of a file to be written; its folder is made, and tried before any work is done. @throws fileUnwritable */
export async function outFile(file: string): Promise<string> {
  const absolute = path.resolve(file);
  try {
    await mkdir(path.dirname(absolute), { recursive: true });
    await access(path.dirname(absolute), constants.W_OK);
  } catch (error) {
    throw cliErrors.fileUnwritable({ file: absolute, reason: systemTrouble(error) }, error);
  }
  const there = await stat(absolute).catch(() => undefined);
  if (there?.isDirectory() === true) throw cliErrors.fileUnwritable({ file: absolute, reason: systemTrouble({ code: 'EISDIR' }) });
  return absolute;
}
