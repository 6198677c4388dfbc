import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Duck } from '../core/duckdb/duck.ts';
import { duck, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { sampleDivisions } from './example-divisions.ts';
import {
  cleanSql,
  compatibleSql,
  createValueTypes,
  joinKeys,
  joinKeysSql,
  quickSql,
  registerMacros,
  searchForm,
  searchFormSql,
  type ValueType,
  valuesCompatible,
} from './index.ts';

const types = createValueTypes({ divisions: sampleDivisions, today: '2026-10-01' });
const all = Object.values(types);
let db: Duck;
beforeAll(async () => {
  db = await Duck.open({ spillFolder: mkdtempSync(path.join(tmpdir(), 'sanku-values-')) });
  await registerMacros(db, types);
});
afterAll(() => db.close());

/** One query for all values: what SQL makes of each, as JSON. */
async function inSql(values: readonly (readonly (string | null)[])[], expression: Sql): Promise<unknown[]> {
  const [a, b] = [0, 1].map((column) => values.map((row) => row[column] ?? null));
  const rows = await db.rows<{ result: string | null }>(
    duck`SELECT to_json(${expression})::VARCHAR AS result FROM (SELECT unnest(${a}::VARCHAR[]) AS a, unnest(${b}::VARCHAR[]) AS b, unnest(range(${values.length})) AS i) ORDER BY i`,
  );
  return rows.map(({ result }) => (result === null ? null : JSON.parse(result)));
}

const a = rawSql('a');
const b = rawSql('b');

/** Texts near to the type's examples: cut, doubled, swapped, made full-width, put together; and texts of their characters; and any text. */
function near(type: ValueType): string[] {
  const raws = type.examples.map((example) => example.raw).filter((raw) => raw.length <= 60);
  const letters = [...new Set([...raws.join(''), ...'0123456789X -.·?年月日号幢室ab\u3000'])];
  const example = fc.constantFrom(...raws);
  const letter = fc.constantFrom(...letters);
  const mutated = fc
    .tuple(example, fc.array(fc.tuple(fc.nat(60), fc.nat(4), letter), { minLength: 1, maxLength: 3 }))
    .map(([raw, steps]) => steps.reduce(mutate, raw));
  const built = fc.array(letter, { maxLength: 24 }).map((parts) => parts.join(''));
  const joined = fc.tuple(example, example).map(([x, y]) => x + y);
  const any = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((value) => !value.includes('\0'));
  const arbitrary = fc.oneof(
    { arbitrary: mutated, weight: 6 },
    { arbitrary: built, weight: 3 },
    { arbitrary: joined, weight: 1 },
    { arbitrary: any, weight: 1 },
  );
  return [...raws, ...fc.sample(arbitrary, { numRuns: 2500, seed: 20261001 })];
}

function mutate(raw: string, [at, how, letter]: [number, number, string]): string {
  const one = [...raw];
  const i = one.length === 0 ? 0 : at % one.length;
  if (how === 0) one.splice(i, 1);
  else if (how === 1) one.splice(i, 0, letter);
  else if (how === 2) one.splice(i, 1, letter);
  else if (how === 3) one.splice(i, 2, ...[one[i + 1] ?? '', one[i] ?? '']);
  else
    one.splice(
      i,
      1,
      (one[i] ?? '').replace(/[!-~]/, (ascii) => String.fromCharCode(ascii.charCodeAt(0) + 0xfee0)),
    );
  return one.join('');
}

test('the folders are the types', () => {
  expect(Object.keys(types)).toEqual(
    'address amount code company-name credit-code date division id-number month person-name phone point registration-number tax-id text unit-code'.split(
      ' ',
    ),
  );
});

describe.each(all.map((type) => [type.name, type] as const))('%s', (_name, type) => {
  test('its examples hold in both languages', async () => {
    const wanted = type.examples.map(({ value, findings = [] }) => ({ value, findings }));
    expect(type.examples.map(({ raw }) => type.clean(raw))).toEqual(wanted);
    expect(
      await inSql(
        type.examples.map(({ raw }) => [raw]),
        cleanSql(type, a),
      ),
    ).toEqual(wanted);
  });

  test('null, empty and blank are nothing, without a finding', async () => {
    const nothing = { value: null, findings: [] };
    expect(await inSql([[null], [''], [' \t\u3000']], cleanSql(type, a))).toEqual([nothing, nothing, nothing]);
    expect(['', ' \t\u3000'].map((raw) => type.clean(raw))).toEqual([nothing, nothing]);
    expect(await inSql([[null]], joinKeysSql(type, 'attribute', a))).toEqual([[]]);
    expect(await inSql([[null]], searchFormSql(type, a))).toEqual([null]);
  });

  test('both languages clean alike, and cleaning a clean value changes nothing', async () => {
    const raws = near(type);
    const cleaned = raws.map((raw) => type.clean(raw));
    const sql = await inSql(
      raws.map((raw) => [raw]),
      cleanSql(type, a),
    );
    const different = raws
      .map((raw, i) => ({ raw, typescript: cleaned[i], sql: sql[i] }))
      .filter((row) => JSON.stringify(row.typescript) !== JSON.stringify(row.sql));
    expect(different).toEqual([]);
    const unstable = cleaned
      .filter(({ value }) => value !== null && type.clean(value).value !== value)
      .map(({ value }) => [value, type.clean(value!).value]);
    expect(unstable).toEqual([]);
  });

  test('usual texts are cleansed the quick way as the long way', async () => {
    const raws = near(type);
    const quick = quickSql(type, a);
    const found = quick === undefined ? [] : await inSql([[null], ...raws.map((raw) => [raw])], quick);
    const isUsual = (one: unknown): boolean => ((one as { value: string | null } | null)?.value ?? null) !== null;
    expect(found.slice(0, 1).filter(isUsual)).toEqual([]);
    expect(found.slice(1).filter(isUsual)).toEqual(raws.filter((_, i) => isUsual(found[i + 1])).map((raw) => type.clean(raw)));
    expect(found.some(isUsual)).toBe(quick !== undefined);
  });

  test('every finding is declared, in both languages', () => {
    const seen = new Set(near(type).flatMap((raw) => type.clean(raw).findings));
    expect([...seen].filter((code) => !type.findings[code])).toEqual([]);
    for (const [code, { message }] of Object.entries(type.findings)) {
      expect(code).toMatch(/^[a-z][A-Za-z0-9]*$/);
      expect(message.en && message.zh).toBeTruthy();
    }
  });

  test('keys, search forms and compatibility are the same in both languages', async () => {
    const values = [...new Set(near(type).map((raw) => type.clean(raw).value))].filter((value) => value !== null);
    const single = values.map((value) => [value]);
    expect(await inSql(single, joinKeysSql(type, 'attribute', a))).toEqual(values.map((value) => joinKeys(type, 'attribute', value)));
    expect(await inSql(single, searchFormSql(type, a))).toEqual(values.map((value) => searchForm(type, value)));
    const pairs = values.map((value, i) => [value, values[(i * 7 + (i % 3)) % values.length]!] as const);
    const near3 = values.slice(1).map((value, i) => [value, values[i]!] as const);
    const both = [...pairs, ...near3];
    const sql = await inSql(both, compatibleSql(type, a, b));
    const different = both.filter(([x, y], i) => sql[i] !== valuesCompatible(type, x, y));
    expect(different).toEqual([]);
    expect(values.filter((value) => !valuesCompatible(type, value, value))).toEqual([]);
    expect(both.filter(([x, y]) => valuesCompatible(type, x, y) !== valuesCompatible(type, y, x))).toEqual([]);
  });

  test('a mask hides something of every value', () => {
    const values = type.examples.flatMap(({ value }) => value ?? []).filter((value) => value.length > 3);
    expect(values.filter((value) => type.mask(value) === value || !type.mask(value).includes('*'))).toEqual([]);
  });
});
