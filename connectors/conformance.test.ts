import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { duck } from '../core/duckdb/sql.ts';
import { isSankuError } from '../core/errors.ts';
import { compileSchema } from '../core/validate.ts';
import { archiveErrors } from './archives/index.ts';
import { zipOf } from './archives/testing.ts';
import type { FixtureTable, FormatFixture } from './conformance-fixture.ts';
import type { Format } from './contract.ts';
import { type Outcome, openTestDecoder, type TestDecoder } from './decode-for-tests.ts';
import { connectorErrors } from './errors.ts';
import { parquetErrors } from './formats/parquet/errors.ts';
import { formatFolders, formatsFolder } from './formats.ts';
import { loadFormats } from './index.ts';
import { spreadsheetErrors } from './spreadsheets/index.ts';

const catalogue = [connectorErrors, archiveErrors, spreadsheetErrors, parquetErrors].flatMap(({ entries }) => Object.keys(entries));

let decoder: TestDecoder;
beforeAll(async () => {
  decoder = await openTestDecoder();
});
afterAll(() => decoder.close());

const formats = await loadFormats();
const fixtures: [Format, FormatFixture][] = await Promise.all(
  (await formatFolders()).map(async (one): Promise<[Format, FormatFixture]> => {
    const { fixture } = (await import(path.join(formatsFolder, one, 'conformance.ts'))) as { fixture: FormatFixture };
    return [formats[one]!, fixture];
  }),
);

const decode = (format: Format, contents: Buffer[], settings: Record<string, unknown>) =>
  decoder.decode(format, contents, { settings, columns: ['id', 'text', '姓名'] });

async function codeOf(decoding: Promise<Outcome>): Promise<string> {
  try {
    const { unreadable } = await decoding;
    return unreadable.map((row) => row.code).join();
  } catch (error) {
    if (isSankuError(error)) return error.code;
    throw error;
  }
}

/** Rows in the table and unreadable ones are all rows, each under its own number. */
function expectAllAccounted({ rows, unreadable, table: found }: Outcome): void {
  expect(found.length).toBe(rows);
  const numbers = [...found.map((row) => Number(row[0])), ...unreadable.map((row) => row.rowNumber)].sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: rows + unreadable.length }, (_, i) => i + 1));
}

const awkward = [
  '张三',
  '𬭎㛃㐂𠀀龴',
  'a,b;c|d',
  '"',
  '""',
  'said "no"',
  "it's",
  '\t',
  '007',
  '330203199001011234',
  '1e5',
  '1.10',
  'NULL',
  'null',
  '\\N',
  '\\',
  '=1+1',
  ' before',
  'Ａ－１',
  '#N/A',
  '�',
  '︐龴',
  '😀',
];

test('every folder of formats/ is a format of that name, with a fixture', async () => {
  expect(Object.keys(formats)).toEqual(await formatFolders());
  expect(Object.keys(formats)).toEqual(expect.arrayContaining(['csv', 'dbf', 'fixed-width', 'ndjson', 'parquet', 'xls', 'xlsx']));
});

describe.each(fixtures.map(([format, fixture]) => ({ label: format.name, format, fixture })))('format $label', ({ format, fixture }) => {
  const { settings, cannot } = fixture;
  const unless = (feature: FormatFixture['cannot'][number]) => (cannot.includes(feature) ? test.skip : test);
  const columns = ['id', 'text', '姓名'];
  const small: FixtureTable = {
    columns,
    rows: [
      ['1', 'a', '甲'],
      ['2', 'b', '乙'],
      ['3', 'c', '丙丁戊己庚辛壬癸'],
    ],
  };
  const inOneFile = async (one: FixtureTable) => decode(format, [await fixture.write(one)], settings);

  test('its settings are what its schema asks for, and all of them have defaults', () => {
    expect(compileSchema(format.settings)({ ...settings }).ok).toBe(true);
    expect(compileSchema(format.settings)({}).ok).toBe(true);
    expect(compileSchema(format.settings)({ surprise: 1 }).ok).toBe(false);
  });

  test('awkward text comes back as it was written, and the table has its constant shape', async () => {
    const rows = awkward.map((text, i) => [String(i), text, `${text}x`]);
    const found = await inOneFile({ columns, rows });
    expect(found.unreadable).toEqual([]);
    expect(found.columns).toEqual(columns);
    expect(found.table).toEqual(rows.map((row, i) => [BigInt(i + 1), ...row]));
    const shape = await decoder.duck.rows(duck`SELECT column_name AS n, column_type AS t FROM (DESCRIBE ${decoder.table})`);
    expect(shape.map(({ n, t }) => `${n} ${t}`)).toEqual(['row_number BIGINT', 'id VARCHAR', 'text VARCHAR', '姓名 VARCHAR']);
  });

  test('an empty text stays empty', async () => {
    const found = await inOneFile({
      columns,
      rows: [
        ['1', '', '甲'],
        ['', '', '乙'],
      ],
    });
    expect(found.table).toEqual([
      [1n, '1', '', '甲'],
      [2n, '', '', '乙'],
    ]);
  });

  unless('missing')('what is absent is NULL, not an empty text', async () => {
    const found = await inOneFile({
      columns,
      rows: [
        ['1', 'x', '甲'],
        [null, '', null],
        ['2', null, ''],
      ],
    });
    expect(found.table.slice(1)).toEqual([
      [2n, null, '', null],
      [3n, '2', null, ''],
    ]);
  });

  unless('lineBreaks')('line breaks stay inside their value', async () => {
    const rows = ['a\nb', 'a\r\nb', '\n', 'end\n'].map((text, i) => [String(i), text, '甲']);
    expect((await inOneFile({ columns, rows })).table.map((row) => row[2])).toEqual(rows.map((row) => row[1]));
  });

  unless('spacesAtTheEnd')('spaces at the end of a text stay', async () => {
    expect((await inOneFile({ columns, rows: [['1', 'a  ', '甲 ']] })).table).toEqual([[1n, '1', 'a  ', '甲 ']]);
  });

  unless('headerOnly')('a header alone is a delivery of no rows', async () => {
    const found = await inOneFile({ columns, rows: [] });
    expect(found).toMatchObject({ columns, rows: 0, unreadable: [], table: [] });
  });

  unless('duplicateColumns')('a column that stands twice stops the delivery', async () => {
    expect(await codeOf(inOneFile({ columns: ['id', 'text', 'ID'], rows: small.rows }))).toBe('columnDuplicate');
    expect(await codeOf(inOneFile({ columns: ['id', 'text', 'row_number'], rows: small.rows }))).toBe('columnReserved');
  });

  test('parts are one delivery: row numbers run on', async () => {
    const parts = [await fixture.write(small), await fixture.write({ columns, rows: [['4', 'd', '丁']] })];
    const found = await decode(format, parts, settings);
    expect(found.table.map((row) => row.slice(0, 2))).toEqual([
      [1n, '1'],
      [2n, '2'],
      [3n, '3'],
      [4n, '4'],
    ]);
  });

  unless('fixedColumns')('a part with other columns stops the delivery', async () => {
    const parts = [await fixture.write(small), await fixture.write({ columns: ['id', 'other', '姓名'], rows: small.rows })];
    expect(await codeOf(decode(format, parts, settings))).toBe('partHeaderDiffers');
  });

  test('an empty file and a file that is not there are errors that say so', async () => {
    expect(await codeOf(decode(format, [Buffer.alloc(0)], settings))).toBe('emptyFile');
    const { folder, duck: db, table } = decoder;
    const request = { files: [path.join(folder, 'nowhere')], settings, columns, duck: db, table, workFolder: folder };
    await expect(format.decode(request)).rejects.toMatchObject({ code: 'fileMissing' });
  });

  test('compressed, it is the same delivery, and members of a zip are parts', async () => {
    const more = await fixture.write({ columns, rows: [['4', 'd', '丁']] });
    const plain = await decode(format, [await fixture.write(small), more], settings);
    const [ending = ''] = format.extensions;
    const zipped = await zipOf({ [`旧/a.2${ending}`]: await fixture.write(small), [`旧/a.10${ending}`]: more });
    const gzipped = [gzipSync(await fixture.write(small)), gzipSync(more)];
    for (const [contents, packed] of [
      [[zipped], '.zip'],
      [gzipped, `${ending}.gz`],
    ] as const) {
      const found = await decoder.decode(format, [...contents], { settings, columns, ending: packed });
      expect([found.columns, found.table, found.findings]).toEqual([plain.columns, plain.table, []]);
    }
    const cutOff = gzipped[0]!.subarray(0, -9);
    expect(await codeOf(decoder.decode(format, cutOff, { settings, columns, ending: `${ending}.gz` }))).toBe('gzipTruncated');
  });

  test('a file that was cut off is noticed', async () => {
    const whole = await fixture.write(small);
    expect(await codeOf(decode(format, [whole.subarray(0, whole.length - fixture.cutOff.bytes)], settings))).toBe(fixture.cutOff.code);
  });

  test('whatever bytes come, every row is accounted for or the error is one of the catalogue', async () => {
    const whole = await fixture.write(small);
    const spoilt = fc.record({
      at: fc.nat(whole.length - 1),
      by: fc.uint8Array({ maxLength: 6 }),
      cut: fc.nat(8),
      end: fc.nat(whole.length),
    });
    await fc.assert(
      fc.asyncProperty(spoilt, async ({ at, by, cut, end }) => {
        const bytes = Buffer.concat([whole.subarray(0, at), by, whole.subarray(at + cut)]).subarray(
          0,
          whole.length - (end % 3 === 0 ? end : 0),
        );
        try {
          expectAllAccounted(await decode(format, [bytes], settings));
        } catch (error) {
          if (!isSankuError(error)) throw error;
          expect(catalogue).toContain(error.code);
          expect(error.message + error.fixIn('en') + error.messageIn('zh') + error.fixIn('zh')).not.toMatch(/\{\w+\}/);
        }
      }),
      { numRuns: 80, seed: 7 },
    );
  });
});
