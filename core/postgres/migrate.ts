import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Database } from './database.ts';
import { postgresErrors } from './errors.ts';

export interface Migration {
  number: number;
  name: string;
  text: string;
  hash: string;
}

/**
 * Brings the database to the newest migration of a folder of `0001-name.sql` files: forward only, each in a transaction of its
 * own, one process at a time. With `upTo` no further than that number.
 *
 * @throws databaseNewer when the database is ahead of this program, migrationChanged when an applied file was edited.
 */
export async function migrate<T>(database: Database<T>, folder: string, { upTo = Infinity }: { upTo?: number } = {}): Promise<number> {
  const migrations = (await readMigrations(folder)).filter(({ number }) => number <= upTo);
  const { sql, schema } = database;
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended(${`migrate:${schema}`}, 0))`;
    await tx`create table if not exists migration (number integer primary key, name text not null, hash text not null, applied_at timestamptz not null default now())`;
    const applied = await tx<{ number: number; hash: string }[]>`select number, hash from migration order by number`;
    const known = migrations.at(-1)?.number ?? 0;
    const found = applied.at(-1)?.number ?? 0;
    if (found > known) throw postgresErrors.databaseNewer({ found, known });
    for (const migration of migrations) {
      const earlier = applied.find(({ number }) => number === migration.number);
      if (earlier !== undefined && earlier.hash !== migration.hash) throw postgresErrors.migrationChanged({ name: migration.name });
      if (earlier !== undefined) continue;
      await tx.unsafe(migration.text);
      await tx`insert into migration (number, name, hash) values (${migration.number}, ${migration.name}, ${migration.hash})`;
    }
    return known;
  }) as Promise<number>;
}

/** The migrations of a folder, in order. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((file) => /^\d{4}-.*\.sql$/.test(file)).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(path.join(folder, name), 'utf8');
      return { number: Number(name.slice(0, 4)), name, text, hash: createHash('sha256').update(text).digest('hex') };
    }),
  );
}
