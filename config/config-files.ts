import { createHash } from 'node:crypto';
import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare, type Mistakes } from './mistakes.ts';
import { nearest } from './nearest.ts';

/** The whole of a configuration's layout: a file is read when one of these names it. */
const LAYOUT = {
  hub: /^hub\.yaml$/,
  divisions: /^divisions\.csv$/,
  entity: /^entities\/[^/]+\.yaml$/,
  source: /^sources\/[^/]+\/[^/]+\.yaml$/,
  comparison: /^comparisons\/[^/]+\.sql$/,
};

export type ConfigFileKind = keyof typeof LAYOUT;

const PLACES = 'hub.yaml, divisions.csv, entities/<entity>.yaml, sources/<department>/<feed>.yaml, comparisons/<name>.sql';
const FOLDERS = ['entities', 'sources', 'comparisons'];

export function kindOfFile(path: string): ConfigFileKind | undefined {
  return (Object.keys(LAYOUT) as ConfigFileKind[]).find((kind) => LAYOUT[kind].test(path));
}

/** Reads every file of the layout; one that stands beside it by mistake is reported, so that it is not ignored in silence. */
export function readConfigFiles(folder: string, mistakes: Mistakes): Record<string, string> {
  const files: Record<string, string> = {};
  for (const path of pathsUnder(folder, '')) {
    const place = { file: path, line: 1, column: 1, path: '' };
    if (kindOfFile(path) === undefined) {
      if (looksMeant(path)) mistakes.add('fileOutOfPlace', place, { places: PLACES });
      continue;
    }
    try {
      files[path] = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(join(folder, path)));
    } catch {
      mistakes.add('notUtf8', place);
    }
  }
  return files;
}

/** First 12 characters of the SHA-256 over all files in the order of their paths. */
export function versionOf(files: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256');
  for (const path of Object.keys(files).sort(compare)) hash.update(JSON.stringify([path, files[path]])).update('\n');
  return hash.digest('hex').slice(0, 12);
}

/** Files of the top and of the folders of the layout, or of folders whose names are slips of theirs; in fixed order. */
function pathsUnder(folder: string, prefix: string): string[] {
  const found: string[] = [];
  for (const entry of entriesOf(join(folder, prefix))) {
    const path = prefix + entry.name;
    if (entry.name.startsWith('.')) continue;
    if (!entry.isDirectory()) found.push(path);
    else if (prefix !== '' || nearest(entry.name, FOLDERS) !== undefined) found.push(...pathsUnder(folder, `${path}/`));
  }
  return found;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => compare(a.name, b.name));
  } catch {
    // A folder that is not there has no files; the missing hub.yaml is reported then.
    return [];
  }
}

function looksMeant(path: string): boolean {
  return /\.(ya?ml|csv|sql)$/i.test(path);
}
