import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { unpacking } from './archives/index.ts';
import type { Format } from './contract.ts';
import { connectorErrors } from './errors.ts';

export const formatsFolder = path.join(import.meta.dirname, 'formats');

/**
 * Every format by its name, able to take compressed files as well. The folder is the registry: a format is added by adding a folder.
 *
 * @throws connectorErrors.formatBroken
 */
export async function loadFormats(): Promise<Record<string, Format>> {
  const formats: Record<string, Format> = {};
  for (const folder of await formatFolders()) {
    const exported = (await import(pathToFileURL(path.join(formatsFolder, folder, 'index.ts')).href)) as Record<string, unknown>;
    const found = Object.values(exported).filter(isFormat);
    if (found.length !== 1) throw connectorErrors.formatBroken({ folder, reason: `it exports ${found.length} formats` });
    if (found[0]!.name !== folder) throw connectorErrors.formatBroken({ folder, reason: `its format is called ${found[0]!.name}` });
    formats[folder] = unpacking(found[0]!);
  }
  return formats;
}

export async function formatFolders(): Promise<string[]> {
  const entries = await readdir(formatsFolder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function isFormat(value: unknown): value is Format {
  return typeof value === 'object' && value !== null && 'decode' in value && 'extensions' in value && 'name' in value;
}
