import { access, constants, mkdir } from 'node:fs/promises';
import { cliErrors } from '../errors.ts';

/** The same path, when it can be read. @throws inputUnreadable */
export async function inputFile(file: string): Promise<string> {
  await access(file, constants.R_OK).catch((error: NodeJS.ErrnoException) => {
    throw cliErrors.inputUnreadable({ file, reason: error.code ?? error.message }, error);
  });
  return file;
}

/** The same path, made and tried before any work is done. @throws fileUnwritable */
export async function outFolder(folder: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw cliErrors.fileUnwritable({ file: folder, reason: (error as NodeJS.ErrnoException).code ?? 'unknown' }, error);
  }
  return folder;
}
