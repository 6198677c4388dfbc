/**
 * Every table of a schema as of one instant, as PostgreSQL's own COPY text, and the way back. It needs no more rights than the
 * hub's own: it works on any server, also on one whose files and programs are out of reach.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { describeStream } from '../files.ts';
import { copyOut } from './copy-out.ts';
import type { Database } from './database.ts';
import type { Transaction } from './open-transaction.ts';

export interface TableShape {
  name: string;
  /** In the order of the table. */
  columns: string[];
}

/** One table in a file: COPY text, compressed by Zstandard. */
export interface TableCopy extends TableShape {
  rows: number;
  /** Of the compressed file. */
  bytes: number;
  sha256: string;
}

/** Where the counter of an identity column stands. Counters move outside transactions: never behind the rows of the snapshot. */
export interface Counter {
  table: string;
  column: string;
  last: number;
}

export interface Snapshot {
  sql: Transaction;
  /** In the order of their names. */
  tables: TableShape[];
  /** Writes one table to a file of its own. */
  copyOut(table: TableShape, file: string): Promise<TableCopy>;
  counters(): Promise<Counter[]>;
}

/** A table that another process makes while the lock is taken is in the snapshot, but not locked: then once more. */
const MOST_TRIES = 5;

/**
 * Looks at all tables as of one instant. They are locked before the instant is taken, because a table that is replaced later would
 * show this transaction its new, empty self; reading and writing their rows goes on meanwhile.
 *
 * @param without tables whose names match are left out
 */
export async function withSnapshot<T, Tables>(
  database: Database<Tables>,
  without: RegExp,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    const locked = (await tablesOf(database.sql, database.schema, without)).map(({ name }) => name);
    const result = await database.sql.begin('isolation level repeatable read read only', async (sql) => {
      if (locked.length > 0) await sql.unsafe(`lock table ${locked.map(quote).join(', ')} in access share mode`);
      const tables = await tablesOf(sql, database.schema, without);
      const isWhole = tables.every(({ name }) => locked.includes(name));
      if (!isWhole && tries < MOST_TRIES) return undefined;
      const snapshot: Snapshot = {
        sql,
        tables,
        copyOut: (table, file) => copyTableOut(sql, table, file),
        counters: () => counters(sql, database.schema),
      };
      return { value: await work(snapshot) };
    });
    if (result !== undefined) return (result as { value: T }).value;
  }
}

async function tablesOf(sql: Pick<Transaction, 'unsafe'>, schema: string, without: RegExp): Promise<TableShape[]> {
  const rows = await sql.unsafe<TableShape[]>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where n.nspname = $1 and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.relname order by c.relname collate "C"`,
    [schema],
  );
  return rows.filter(({ name }) => !without.test(name)).map(({ name, columns }) => ({ name, columns }));
}

async function counters(sql: Transaction, schema: string): Promise<Counter[]> {
  const rows = await sql<Counter[]>`select c.relname as table, a.attname as column, coalesce(s.last_value, 0)::bigint as last
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid and d.refobjsubid = a.attnum and d.deptype = 'i'
    join pg_class q on q.oid = d.objid and q.relkind = 'S' join pg_sequences s on s.schemaname = n.nspname and s.sequencename = q.relname
    where n.nspname = ${schema} and a.attidentity <> '' order by c.relname collate "C", a.attnum`;
  return rows.map(({ table, column, last }) => ({ table, column, last }));
}

async function copyTableOut(sql: Transaction, table: TableShape, file: string): Promise<TableCopy> {
  const rows = await copyOut(sql, `copy ${columnsOf(table)} to stdout`);
  const counted = countLines();
  const compressed = describeStream();
  const target = createWriteStream(file, { mode: 0o600, flush: true });
  await pipeline(rows, counted.stream, createZstdCompress(), compressed.stream, target);
  return { ...table, rows: counted.lines(), ...compressed.passed() };
}

/** In COPY text a line break inside a value is written `\n`: a line is a row. */
function countLines(): { stream: Transform; lines: () => number } {
  let lines = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _, done) {
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines++;
      done(null, chunk);
    },
  });
  return { stream, lines: () => lines };
}

export interface LoadRequest {
  tables: readonly TableCopy[];
  counters: readonly Counter[];
  fileOf: (table: TableCopy) => string;
}

/**
 * Loads copies into tables that hold nothing yet but what their making put there, all or nothing. Indexes that no constraint needs
 * are built afterwards, which is faster.
 */
export async function loadTables<Tables>(database: Database<Tables>, { tables, counters, fileOf }: LoadRequest): Promise<void> {
  await database.sql.begin(async (sql) => {
    const indexes = await sql<{ name: string; definition: string }[]>`
      select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
      from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ${database.schema} and c.relkind = 'r'
        and not exists (select from pg_constraint k where k.conindid = i.indexrelid) order by 1`;
    for (const { name } of indexes) await sql.unsafe(`drop index ${name}`);
    for (const table of tables) {
      // Only where there is something: a log that refuses to be changed refuses this as well.
      const [made] = await sql.unsafe(`select 1 from ${quote(table.name)} limit 1`);
      if (made !== undefined) await sql.unsafe(`delete from ${quote(table.name)}`);
      const target = await sql.unsafe(`copy ${columnsOf(table)} from stdin`).writable();
      await pipeline(createReadStream(fileOf(table)), createZstdDecompress(), target);
    }
    for (const { definition } of indexes) await sql.unsafe(definition);
    for (const { table, column, last } of counters) {
      if (last > 0) await sql`select setval(pg_get_serial_sequence(${quote(table)}, ${column}), ${last})`;
    }
  });
  for (const { name } of tables) await database.sql.unsafe(`analyze ${quote(name)}`);
}

function columnsOf({ name, columns }: TableShape): string {
  return `${quote(name)} (${columns.map(quote).join(', ')})`;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
