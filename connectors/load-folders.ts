import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { connectorErrors } from './errors.ts';

interface Named {
  name: string;
}

/**
 * What the folders of a folder export, by name: the folder is the registry.
 *
 * @throws connectorErrors.connectorBroken when a folder does not export exactly one thing of its own name
 */
export async function loadFolders<T extends Named>(folder: string, isOne: (value: unknown) => value is T): Promise<Record<string, T>> {
  const all: Record<string, T> = {};
  for (const inner of await innerFolders(folder)) {
    const exported = (await import(pathToFileURL(path.join(folder, inner, 'index.ts')).href)) as Record<string, unknown>;
    const found = Object.values(exported).filter(isOne);
    if (found.length !== 1) throw connectorErrors.connectorBroken({ folder: inner, reason: `it exports ${found.length} of them` });
    if (found[0]!.name !== inner)
      throw connectorErrors.connectorBroken({ folder: inner, reason: `what it exports is called ${found[0]!.name}` });
    all[inner] = found[0]!;
  }
  return all;
}

export async function innerFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Whether a value has these keys. */
export function hasKeys(value: unknown, keys: readonly string[]): boolean {
  return typeof value === 'object' && value !== null && keys.every((key) => key in value);
}
