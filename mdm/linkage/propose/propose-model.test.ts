import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Duck } from '../../../core/duckdb/duck.ts';
import { compileModel } from '../compile-model.ts';
import { readModel } from '../read-model.ts';
import { proposeModel } from './propose-model.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sanku-propose-'));
let db: Duck;
beforeAll(async () => {
  db = await Duck.open({ spillFolder: folder, memoryMb: 256 });
});
afterAll(() => db.close());

const examples = path.resolve(import.meta.dirname, '../../../examples');
const kindsOf = ({ columns }: Awaited<ReturnType<typeof proposeModel>>) =>
  Object.fromEntries(columns.map(({ name, kind }) => [name, kind]));

function given(name: string, lines: string[]): string {
  writeFileSync(path.join(folder, name), lines.join('\n'));
  return path.join(folder, name);
}

describe('proposing a model', () => {
  test('knows the kinds of a list of people by their names and values', async () => {
    const proposed = await proposeModel(db, path.join(examples, 'febrl-1/persons.csv'), 'en');
    expect(proposed.id).toBe('rec_id');
    expect(kindsOf(proposed)).toMatchObject({
      given_name: 'given name',
      surname: 'surname',
      address_1: 'address',
      suburb: 'category',
      postcode: 'postcode',
      state: 'category',
      date_of_birth: 'date',
      soc_sec_id: 'id number',
    });
  });

  test('knows Chinese columns, and those called nothing telling by their values', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => {
      const day = `19${60 + i}-0${1 + (i % 9)}-1${i % 10}`;
      return `${i},王${'明华国强丽敏'[i % 6]},33990419660729${1000 + i},${day},1380574${1000 + i},示范市滨江区江滨路${i}号,示范市第${i}贸易有限公司,u${i}@x.org,正常,男`;
    });
    const file = given('居民.csv', ['编号,姓名,乙,丙,手机号码,住址,工作单位,丁,状态,性别', ...rows]);
    const proposed = await proposeModel(db, file, 'zh');
    expect(proposed.id).toBe('编号');
    expect(kindsOf(proposed)).toEqual({
      姓名: 'person name',
      乙: 'id number',
      丙: 'date',
      手机号码: 'phone',
      住址: 'address',
      工作单位: 'company name',
      丁: 'e-mail',
    });
    expect(proposed.leftOut.map(({ name }) => name)).toEqual(['状态', '性别']);
    expect(proposed.yaml).toContain('# 未采用：');
  });

  test('puts latitude and longitude together, and leaves out what is constant, empty or only names the row', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i},${1000 + i},${30 + i / 7},${120 + i / 9},same,,Café ${i} of the harbour`);
    const proposed = await proposeModel(db, given('places.csv', ['id,other_id,lat,lon,country,note,name', ...rows]), 'en');
    expect(proposed.yaml).toContain('place: { kind: coordinates, from: [lat, lon] }');
    expect(kindsOf(proposed)).toEqual({ name: 'text' });
    expect(proposed.leftOut.map(({ name, why }) => [name, why.en])).toEqual([
      ['other_id', 'every value is different: it names the row'],
      ['country', 'one value everywhere'],
      ['note', 'no value anywhere'],
    ]);
  });

  test.each(['febrl-1/persons.csv', 'fake-1000/persons.csv', 'restaurants/restaurants.csv', 'senzing/customers.csv'])(
    'gives a model for %s that is taken as it is',
    async (file) => {
      const { yaml, columns } = await proposeModel(db, path.join(examples, file), 'en');
      expect(compileModel(readModel(yaml, 'model.yaml')).columns.length).toBe(columns.length);
    },
  );

  test('quotes names that YAML would take for something else', async () => {
    const { yaml } = await proposeModel(db, given('odd.csv', ['no,full name,a:b', '1,Anna Berg,x', '2,Ben Holm,y']), 'en');
    expect(compileModel(readModel(yaml, 'model.yaml')).columns.map(({ name }) => name)).toEqual(['full name', 'a:b']);
  });

  test('shows no value of the file', async () => {
    const { yaml } = await proposeModel(db, path.join(examples, 'fake-1000/persons.csv'), 'en');
    expect(yaml).not.toMatch(/Robert|Allen|@smith/);
  });

  test('refuses a file without records', async () => {
    await expect(proposeModel(db, given('empty.csv', ['a,b']), 'en')).rejects.toMatchObject({ code: 'noRecords' });
  });
});
