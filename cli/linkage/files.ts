import { access, constants, mkdir } from 'node:fs/promises';
import { systemTrouble } from '../../core/system-trouble.ts';
import { cliErrors } from '../errors.ts';
import { inputUnreadable } from '../input-unreadable.ts';

/** The same path, when it can be read. @throws inputUnreadable */
export async function inputFile(file: string): Promise<string> {
  await access(file, constants.R_OK).catch(inputUnreadable(file));
  return file;
}

/** The same path, made and tried before any work is done. @throws fileUnwritable */
export async function outFolder(folder: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw cliErrors.fileUnwritable({ file: folder, reason: systemTrouble(error) }, error);
  }
  return folder;
}
