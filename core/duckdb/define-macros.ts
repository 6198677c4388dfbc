import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { version } from '@duckdb/node-api';
import type { Duck } from './duck.ts';
import { duck, rawSql } from './sql.ts';

/** Beside the packages, as trusted as these; the compiled program is kept there, too. */
const KEPT = path.join(import.meta.dirname, '../../node_modules/.cache/sanku');
/** Definitions may hold today's date: each day leaves a file. */
const MOST_DAYS = 7;

/**
 * Defines macros. To understand them takes DuckDB some tenths of a second of the processor, so they are kept in a file, named by their
 * content, and copied from there, which takes a tenth of that. Where no file can be written or read they are defined anew.
 *
 * @param statements `CREATE OR REPLACE MACRO …`, each after those it uses
 */
export async function defineMacros(db: Duck, statements: readonly string[], folder = KEPT): Promise<void> {
  const text = `BEGIN;\n${statements.join(';\n')};\nCOMMIT`;
  const hash = createHash('sha256').update(`${version()}\n${text}`).digest('hex');
  const file = path.join(folder, `macros-${hash}.duckdb`);
  try {
    if (!existsSync(file)) await keep(db, { file, text });
    await copyFrom(db, file);
  } catch {
    await db.run(rawSql(text));
  }
}

/** Written beside its place and moved there when whole: others may be reading. */
async function keep(db: Duck, { file, text }: { file: string; text: string }): Promise<void> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true });
  await forgetOld(folder);
  const partial = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    await attached(db, { file: partial }, async (kept, other) => {
      await other.run(rawSql(`USE ${kept}`));
      await other.run(rawSql(text));
      await other.run(rawSql('USE memory'));
    });
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
}

async function copyFrom(db: Duck, file: string): Promise<void> {
  await attached(db, { file, options: '(READ_ONLY)' }, (kept, other) => other.run(rawSql(`COPY FROM DATABASE ${kept} TO memory (SCHEMA)`)));
}

/** On a connection of its own: what it uses and where it fails is no matter of the others. */
async function attached(
  db: Duck,
  { file, options = '' }: { file: string; options?: string },
  work: (kept: string, other: Duck) => Promise<void>,
): Promise<void> {
  const kept = `kept_${randomBytes(4).toString('hex')}`;
  const other = await db.beside();
  try {
    await other.run(duck`ATTACH ${file} AS ${rawSql(kept)} ${rawSql(options)}`);
    try {
      await work(kept, other);
    } finally {
      await other.run(rawSql(`USE memory; DETACH ${kept}`));
    }
  } finally {
    await other.leave();
  }
}

async function forgetOld(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith('macros-')) continue;
    const file = path.join(folder, name);
    const found = await stat(file).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > MOST_DAYS * 86_400_000) await rm(file, { force: true });
  }
}
