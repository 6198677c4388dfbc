import path from 'node:path';
import type { Transport } from './contract.ts';
import { hasKeys, innerFolders, loadFolders } from './load-folders.ts';

export const transportsFolder = path.join(import.meta.dirname, 'transports');

/**
 * Every transport by its name. The folder is the registry: a transport is added by adding a folder.
 *
 * @throws connectorErrors.connectorBroken
 */
export function loadTransports(): Promise<Record<string, Transport>> {
  return loadFolders(transportsFolder, (value): value is Transport => hasKeys(value, ['name', 'collect', 'settings']));
}

export function transportFolders(): Promise<string[]> {
  return innerFolders(transportsFolder);
}
