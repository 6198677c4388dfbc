import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { duck, rawSql } from '../../../core/duckdb/sql.ts';
import { openTestDecoder, type TestDecoder } from '../../decode-for-tests.ts';
import { fixture, parquetOf } from './conformance.ts';
import { parquet } from './index.ts';

let decoder: TestDecoder;
beforeAll(async () => {
  decoder = await openTestDecoder();
});
afterAll(() => decoder.close());

test.each([
  ['a whole number', '330203199001011234::BIGINT', '330203199001011234'],
  ['a whole double', '120::DOUBLE', '120'],
  ['a large double', '3.3e20::DOUBLE', '330000000000000000000'],
  ['a fraction', '3.3::DOUBLE', '3.3'],
  ['a single', '0.1::FLOAT', '0.1'],
  ['an amount', '12.50::DECIMAL(10, 2)', '12.50'],
  ['no number', "'nan'::DOUBLE", 'nan'],
  ['a day', "DATE '2026-10-01'", '2026-10-01'],
  ['a moment', "TIMESTAMP '2026-10-01 08:30:00'", '2026-10-01T08:30:00'],
  ['a moment of a zone', "TIMESTAMPTZ '2026-10-01 08:30:00+08'", '2026-10-01T00:30:00Z'],
  ['a time', "TIME '08:30:00'", '08:30:00'],
  ['a truth', 'true', 'true'],
  ['bytes that are text', "encode('张三')", '张三'],
  ['bytes that are none', "'\\xFF\\x00'::BLOB", '\\xFF00'],
  ['a nested value', "{a: 1, b: ['x']}", '{"a":1,"b":["x"]}'],
  ['a list', '[1, 2]', '[1,2]'],
  ['nothing nested', 'NULL::INTEGER[]', null],
  ['a character moved in 2022', "'\ue81e\ue000'", '\u9fb4\ue000'],
])('%s becomes text', async (_, expression, text) => {
  const bytes = await parquetOf(duck`SELECT ${rawSql(expression)} AS v, 'x' AS w`);
  expect((await decoder.decode(parquet, bytes)).table).toEqual([[1n, text, 'x']]);
});

test('a row that is too long is named, the others keep their numbers', async () => {
  const bytes = await parquetOf(
    duck`SELECT i::VARCHAR AS n, repeat('长', CASE WHEN i = 3 THEN 400000 ELSE 1 END) AS t FROM range(1, 6) r(i)`,
  );
  const found = await decoder.decode(parquet, bytes);
  expect(found.table.map((row) => row.slice(0, 2))).toEqual([1, 2, 4, 5].map((i) => [BigInt(i), String(i)]));
  expect(found.unreadable).toMatchObject([{ rowNumber: 3, code: 'rowTooLong', raw: '3' }]);
});

test('rows stay in their order over many row groups and parts', async () => {
  const bytes = await parquetOf(duck`SELECT i AS n FROM range(300000) r(i)`);
  const found = await decoder.decode(parquet, [bytes, bytes]);
  expect(found.rows).toBe(600_000);
  expect(found.table.every(([place, n]) => String((Number(place) - 1) % 300_000) === n)).toBe(true);
});

test('what is no Parquet, encrypted, damaged or not UTF-8 is told apart', async () => {
  const whole = await fixture.write({ columns: ['a'], rows: [['zzzzzzzzzzzz']] });
  const spoilt = Buffer.from(whole);
  spoilt[spoilt.indexOf('zzzz')] = 0xff;
  const broken = Buffer.from(whole).fill(0x55, whole.length - 200, whole.length - 8);
  for (const [bytes, code] of [
    [Buffer.from('a,b\n1,2\n'), 'parquetInvalid'],
    [Buffer.from('PARExxxxxxxxxxxxPARE'), 'parquetEncrypted'],
    [spoilt, 'parquetNotUtf8'],
    [broken, 'parquetDamaged'],
  ] as const)
    await expect(decoder.decode(parquet, bytes)).rejects.toMatchObject({ code });
});
