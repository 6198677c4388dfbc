import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { tableFromIPC } from 'apache-arrow';
import { arrowStream, writeArrow } from './arrow.ts';
import { Duck } from './duckdb/duck.ts';
import { duck, type Sql } from './duckdb/sql.ts';

let folder: string;
let db: Duck;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'sanku-arrow-'));
  db = await Duck.open({ spillFolder: folder });
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

async function roundTrip(query: Sql) {
  const pieces: Uint8Array[] = [];
  for await (const piece of arrowStream(db, query)) pieces.push(piece);
  return { table: tableFromIPC(Buffer.concat(pieces)), pieces };
}

test('every type arrives as the table says, nulls included', async () => {
  const { table } = await roundTrip(duck`
    SELECT * FROM (VALUES
      (true, 1::TINYINT, -5::INTEGER, 9007199254740993::BIGINT, 18446744073709551615::UBIGINT, 0.1::DOUBLE, DATE '1931-02-28', '张三', 1234567890123456.78::DECIMAL(18,2), ['甲', NULL, ''], TIMESTAMP '2026-10-01 08:00:00'),
      (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
      (false, 127::TINYINT, 2147483647::INTEGER, -1::BIGINT, 0::UBIGINT, -1e300::DOUBLE, DATE '2026-10-01', '', 0::DECIMAL(18,2), []::VARCHAR[], NULL))
      t(flag, small, whole, long, unsigned, real, day, text, amount, list, instant)`);
  expect(table.schema.fields.map(({ name, type }) => `${name} ${type}`)).toEqual([
    'flag Bool',
    'small Int32',
    'whole Int32',
    'long Int64',
    'unsigned Uint64',
    'real Float64',
    'day Date32<DAY>',
    'text Utf8',
    'amount Utf8',
    'list List<Utf8>',
    'instant Utf8',
  ]);
  const column = (name: string) =>
    [...table.getChild(name)!].map((value) => (value?.toJSON === undefined || value instanceof Date ? value : value.toJSON()));
  const days = column('day').map((day) => (day === null ? null : new Date(day).toISOString().slice(0, 10)));
  expect(days).toEqual(['1931-02-28', null, '2026-10-01']);
  expect(column('flag')).toEqual([true, null, false]);
  expect(column('small')).toEqual([1, null, 127]);
  expect(column('whole')).toEqual([-5, null, 2147483647]);
  expect(column('long')).toEqual([9007199254740993n, null, -1n]);
  expect(column('unsigned')).toEqual([18446744073709551615n, null, 0n]);
  expect(column('real')).toEqual([0.1, null, -1e300]);
  expect(column('text')).toEqual(['张三', null, '']);
  expect(column('amount')).toEqual(['1234567890123456.78', null, '0.00']);
  expect(column('list').map((list) => (list === null ? null : [...list]))).toEqual([['甲', null, ''], null, []]);
  expect(column('instant')).toEqual(['2026-10-01 08:00:00', null, null]);
});

test('rows come in batches, in the query’s order', async () => {
  const { table, pieces } = await roundTrip(duck`SELECT range AS n, 'row ' || range AS text FROM range(150000) ORDER BY n`);
  expect(table.numRows).toBe(150_000);
  expect(table.batches.length).toBe(3);
  // Schema, three batches; the end stands with the last.
  expect(pieces.length).toBe(4);
  expect([table.get(0)!.toJSON(), table.get(149_999)!.toJSON()]).toEqual([
    { n: 0n, text: 'row 0' },
    { n: 149_999n, text: 'row 149999' },
  ]);
});

test('an empty result is a stream with its columns', async () => {
  const { table } = await roundTrip(duck`SELECT 1 AS n, 'x' AS text LIMIT 0`);
  expect([table.numRows, table.schema.names]).toEqual([0, ['n', 'text']]);
});

test('a file holds the same stream, the same bytes each time', async () => {
  const query = duck`SELECT range AS n, ['a'] AS list FROM range(5) ORDER BY n`;
  const files = ['a.arrow', 'b.arrow'].map((file) => path.join(folder, file));
  for (const file of files) await writeArrow(db, { query, path: file });
  const [first, second] = files.map((file) => readFileSync(file));
  expect(first!.equals(second!)).toBe(true);
  expect(tableFromIPC(first!).numRows).toBe(5);
});
