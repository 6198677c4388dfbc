import path from 'node:path';
import { unpacking } from './archives/index.ts';
import type { Format } from './contract.ts';
import { hasKeys, innerFolders, loadFolders } from './load-folders.ts';

export const formatsFolder = path.join(import.meta.dirname, 'formats');

/**
 * Every format by its name, able to take compressed files as well. The folder is the registry: a format is added by adding a folder.
 *
 * @throws connectorErrors.connectorBroken
 */
export async function loadFormats(): Promise<Record<string, Format>> {
  const formats = await loadFolders(formatsFolder, (value): value is Format => hasKeys(value, ['name', 'decode', 'extensions']));
  return Object.fromEntries(Object.entries(formats).map(([name, format]) => [name, unpacking(format)]));
}

export function formatFolders(): Promise<string[]> {
  return innerFolders(formatsFolder);
}
