import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { isSankuError } from '../core/errors.ts';
import { DEPARTMENTS } from './departments/index.ts';
import { makeSample } from './index.ts';
import { divisionRows } from './world/places.ts';

const configFolder = join(import.meta.dirname, '../config');
const folder = mkdtempSync(join(tmpdir(), 'sanku-sample-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const make = (name: string, seed: number, months = 1, people = 1000) =>
  makeSample({ people, seed, months, out: join(folder, name), configFolder });

function filesOf(name: string): string[] {
  const root = join(folder, name);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

const hashOf = (name: string, file: string) =>
  createHash('sha256')
    .update(readFileSync(join(folder, name, file)))
    .digest('hex');
const linesOf = (name: string, file: string) =>
  readFileSync(join(folder, name, file), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1);

describe('the sample city', () => {
  test('the same seed gives the same bytes, and more months leave the earlier ones as they are', async () => {
    await make('a', 7, 2);
    await make('b', 7, 2);
    await make('c', 7, 1);
    expect(filesOf('a')).toEqual(filesOf('b'));
    for (const file of filesOf('a')) expect([file, hashOf('b', file)]).toEqual([file, hashOf('a', file)]);
    for (const file of filesOf('c')) expect([file, hashOf('c', file)]).toEqual([file, hashOf('a', file)]);
  });

  test('another seed gives another city', async () => {
    await make('d', 8);
    const feeds = filesOf('d').filter((file) => file.startsWith('month-01'));
    expect(feeds).toHaveLength(20);
    for (const file of feeds) expect(hashOf('d', file)).not.toBe(hashOf('c', file));
  });

  test('files are laid out by month, department and feed, with the as-of date in their names', () => {
    expect(filesOf('a').filter((file) => file.startsWith('month-02'))).toEqual([
      'month-02/civil-affairs/assistance.2026-11-01.csv',
      'month-02/civil-affairs/deaths.2026-11-01.xlsx',
      'month-02/civil-affairs/marriages.2026-11-01.xls',
      'month-02/commerce/companies.2026-11-01.csv',
      'month-02/commerce/officers.2026-11-01.ndjson',
      'month-02/grid/visits.2026-11-01.ndjson',
      'month-02/housing/building-table.2026-11-01.1-of-4.xlsx',
      'month-02/housing/building-table.2026-11-01.2-of-4.xlsx',
      'month-02/housing/building-table.2026-11-01.3-of-4.xlsx',
      'month-02/housing/building-table.2026-11-01.4-of-4.xlsx',
      'month-02/housing/contracts.2026-11-01.csv',
      'month-02/housing/mortgages.2026-11-01.csv',
      'month-02/police/dwellings.2026-11-01.dbf',
      'month-02/police/floating-population.2026-11-01.xlsx',
      'month-02/police/residents.2026-11-01.csv',
      'month-02/social-security/insured.2026-11-01.csv',
      'month-02/social-security/pension-payments.2026-11-01.csv',
      'month-02/social-security/unemployment-benefits.2026-11-01.xlsx',
      'month-02/tax/taxpayers.2026-11-01.txt',
      'month-02/tax/wages.2026-11-01.ndjson.gz',
    ]);
  });

  test('truth is sorted by its columns, and every parent of a house is a house', () => {
    for (const file of ['records', 'relations', 'houses', 'wrongs'].map((name) => `truth/month-02/${name}.csv`)) {
      const rows = linesOf('a', file).map((line) => line.split(','));
      expect(rows.length).toBeGreaterThan(0);
      const sorted = rows.toSorted((x, y) => {
        const at = x.findIndex((cell, i) => cell !== y[i]);
        return at < 0 ? 0 : x[at]! < y[at]! ? -1 : 1;
      });
      expect(rows.findIndex((row, i) => row !== sorted[i])).toBe(-1);
    }
    const houses = linesOf('a', 'truth/month-02/houses.csv').map((line) => line.split(','));
    const known = new Set(houses.map(([house]) => house));
    expect(houses.filter(([, parent, level]) => (level === 'building' ? parent !== '' : !known.has(parent!)))).toEqual([]);
    const named = linesOf('a', 'truth/month-02/records.csv').map((line) => line.split(','));
    expect(named.filter(([, , , type, entity]) => type === 'house' && !known.has(entity!))).toEqual([]);
  });

  test.each(DEPARTMENTS.map(({ source, columns }) => ({ source, columns })))(
    'the configuration describes every column of $source',
    ({ source, columns }) => {
      const yaml = parse(readFileSync(join(configFolder, 'sources', `${source.replace('.', '/')}.yaml`), 'utf8'));
      expect(yaml.source).toBe(source);
      expect(yaml.columns.map(({ name }: { name: string }) => name)).toEqual(columns);
    },
  );

  test('the divisions of the configuration are those of the city', () => {
    const rows = readFileSync(join(configFolder, 'divisions.csv'), 'utf8').trimEnd().split('\n').slice(1);
    expect(rows).toEqual(divisionRows().map((row) => row.join(',')));
  });

  test.each([
    ['sampleSizeWrong', { people: 3 }],
    ['sampleMonthWrong', { months: 0 }],
    ['sampleSeedWrong', { seed: 1.5 }],
    ['sampleConfigMissing', { configFolder: '/nowhere' }],
  ])('a request that makes no sense is refused: %s', async (code, wrong) => {
    const request = { people: 1000, seed: 1, months: 1, out: join(folder, 'refused'), configFolder, ...wrong };
    const error = await makeSample(request).catch((thrown: unknown) => thrown);
    expect(isSankuError(error, code)).toBe(true);
  });
});
