import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { systemTrouble } from '../../../core/system-trouble.ts';
import type { ArrivedDelivery, RefusedDelivery } from '../../contract.ts';
import { connectorErrors } from '../../errors.ts';
import { readFileName } from './file-name.ts';

export interface FoundDeliveries {
  /** By as-of date (those without one first), then by source and file name. */
  deliveries: ArrivedDelivery[];
  refused: RefusedDelivery[];
  /** Absolute paths of files that fit no source, sorted. */
  unmatched: string[];
}

/**
 * Finds what arrived in a folder laid out as `<department>/<feed>.<date>.<ext>`; the date may be missing, and a delivery may come in
 * parts (`<feed>.<date>.1-of-3.<ext>`).
 *
 * @throws connectorErrors.fileMissing when the folder cannot be read
 */
export async function findDeliveries(folder: string, sources: readonly string[]): Promise<FoundDeliveries> {
  return gatherDeliveries(folder, { files: await listFiles(folder), sources });
}

/** Every file below a folder, as sorted paths relative to it. */
export async function listFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => !entry.isDirectory());
    return files.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).sort();
  } catch (error) {
    throw connectorErrors.fileMissing({ file: folder, reason: systemTrouble(error) }, error);
  }
}

interface Group extends ArrivedDelivery {
  name: string;
  total: number;
  parts: Map<number, string>;
}

/** Puts files, given relative to the folder, together to deliveries. */
export function gatherDeliveries(
  folder: string,
  { files, sources }: { files: readonly string[]; sources: readonly string[] },
): FoundDeliveries {
  const known = new Set(sources);
  const unmatched: string[] = [];
  const groups = new Map<string, Group>();
  for (const file of [...files].sort()) {
    const read = readFileName(file, known);
    if (read === null) {
      unmatched.push(path.resolve(folder, file));
      continue;
    }
    const group = groups.get(read.name) ?? {
      source: read.source,
      asOf: read.asOf,
      name: read.name,
      total: read.total,
      files: [],
      parts: new Map(),
    };
    group.parts.set(read.part, path.resolve(folder, file));
    groups.set(read.name, group);
  }
  const found: FoundDeliveries = { deliveries: [], refused: [], unmatched };
  for (const { name, total, parts, source, asOf } of [...groups.values()].sort(inOrder)) {
    const numbers = Array.from({ length: total }, (_, i) => i + 1);
    const missing = numbers.filter((number) => !parts.has(number));
    const delivery = { source, asOf, files: numbers.flatMap((number) => parts.get(number) ?? []) };
    if (missing.length === 0) found.deliveries.push(delivery);
    else found.refused.push({ ...delivery, error: connectorErrors.partMissing({ name, total, missing: missing.join(', ') }) });
  }
  return found;
}

function inOrder(a: Group, b: Group): number {
  return compare(a.asOf ?? '', b.asOf ?? '') || compare(a.source, b.source) || compare(a.name, b.name);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
