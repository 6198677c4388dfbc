/** Every error, configuration mistake and finding of the hub, found by walking the repository for its catalogues. */
import { globSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { configMistakes } from '../config/index.ts';
import { FILE_FINDINGS } from '../connectors/index.ts';
import type { Bilingual, ErrorEntry } from '../core/errors.ts';
import { RECORD_FINDINGS } from '../pipelines/index.ts';
import { createValueTypes, type FindingKind } from '../values/index.ts';

export const ROOT = path.resolve(import.meta.dirname, '..');

export interface Catalogue {
  /** Name of the export, `mdmErrors`. */
  name: string;
  /** Relative to the repository. */
  file: string;
  entries: Record<string, ErrorEntry>;
}

export interface CodedFinding {
  code: string;
  /** Names of the value types that find it; empty: any row can have it. */
  types: string[];
  severity: FindingKind['severity'];
  message: Bilingual;
}

/** All catalogues in files named `errors.ts`, by file. */
export async function errorCatalogues(): Promise<Catalogue[]> {
  const files = globSync('**/errors.ts', { cwd: ROOT, exclude: (name) => name === 'node_modules' || name === 'data' }).sort();
  const catalogues: Catalogue[] = [];
  for (const file of files) {
    const exported = (await import(pathToFileURL(path.join(ROOT, file)).href)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(exported))
      if (isCatalogue(value)) catalogues.push({ name, file, entries: value.entries as Record<string, ErrorEntry> });
  }
  return catalogues;
}

/** Codes that two catalogues give another meaning. There must be none. */
export function ambiguousCodes(catalogues: readonly Catalogue[]): string[] {
  const meanings = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const { entries } of catalogues)
    for (const [code, entry] of Object.entries(entries)) {
      const meaning = JSON.stringify(entry);
      if ((meanings.get(code) ?? meaning) !== meaning) ambiguous.add(code);
      meanings.set(code, meaning);
    }
  return [...ambiguous].sort();
}

export function mistakes(): [string, ErrorEntry][] {
  return Object.entries(configMistakes).sort(byCode);
}

/** Findings of rows, those of equal code and sentence once. */
export function findings(): CodedFinding[] {
  const all = new Map<string, CodedFinding>();
  const add = (code: string, { severity, message }: FindingKind, types: string[]) => {
    const key = [code, severity, message.en].join('\n');
    const known = all.get(key);
    if (known === undefined) all.set(key, { code, types, severity, message });
    else known.types.push(...types);
  };
  for (const [code, finding] of Object.entries({ ...FILE_FINDINGS, ...RECORD_FINDINGS })) add(code, finding, []);
  for (const type of Object.values(createValueTypes({ divisions: [] })))
    for (const [code, finding] of Object.entries(type.findings)) add(code, finding, [type.name]);
  return [...all.values()].sort((a, b) => (a.code + a.types.join() < b.code + b.types.join() ? -1 : 1));
}

function isCatalogue(value: unknown): value is { entries: object } {
  return typeof value === 'object' && value !== null && 'entries' in value && typeof value.entries === 'object';
}

export function byCode([left]: [string, unknown], [right]: [string, unknown]): number {
  return left < right ? -1 : 1;
}
