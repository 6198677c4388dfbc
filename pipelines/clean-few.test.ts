import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import type { AttributeConfig, ColumnConfig, EntityConfig, SourceConfig } from '../config/index.ts';
import { Duck, runSteps } from '../core/duckdb/duck.ts';
import { duck, join, type Sql } from '../core/duckdb/sql.ts';
import { writeRows } from '../core/duckdb/write-rows.ts';
import { silentLog } from '../core/log.ts';
import { createValueTypes, registerMacros } from '../values/index.ts';
import { cleanseFew } from './clean-few.ts';
import { type CleanRequest, cleanSteps, meaningOf, usualColumns, usualSteps } from './clean-steps.ts';
import { RESIDENTS, testConfig } from './testing.ts';

const valueTypes = createValueTypes({ divisions: [], today: '2026-10-01' });
const types = Object.values(valueTypes);
const coded = RESIDENTS.columns[2]!;
/** A column a type, one with a code table, and one whose code table knows a blank; each feeds a person and, by another name, a company. */
const columns: ColumnConfig[] = [
  ...types.map(({ name: type }) => ({ ...RESIDENTS.columns[0]!, name: type, type })),
  coded,
  { ...coded, name: 'blank', codes: { ...coded.codes, '': 'unknown' } },
];
const attributes = types.map(
  ({ name: type }): AttributeConfig => ({
    ...testConfig().entities.person.attributes[0]!,
    name: `its-${type}`,
    type,
    exclusive: true,
    search: true,
  }),
);
const entity = (of: 'person' | 'company'): EntityConfig => ({ ...testConfig().entities[of], attributes });
const mentions = (['person', 'company'] as const).map((of) => ({
  role: of,
  entity: of,
  attributes: Object.fromEntries(types.map(({ name: type }) => [`its-${type}`, type])),
}));
const source: SourceConfig = { ...RESIDENTS, columns, mentions } as SourceConfig;
const request: CleanRequest = {
  source,
  entities: { ...testConfig().entities, person: entity('person'), company: entity('company') },
  valueTypes,
  unique: new Set(),
  areFew: false,
};

test('functions give few texts the meaning that macros give many: every example of every type, errors of formulas, nothing', async () => {
  using db = await Duck.open({ spillFolder: mkdtempSync(path.join(tmpdir(), 'sanku-few-')) });
  await registerMacros(db, valueTypes);
  const longest = Math.max(...types.map(({ examples }) => examples.length));
  const raws = Array.from({ length: longest + 2 }, (_, row) => [
    ...types.map(({ examples }) => (row === longest ? '#N/A' : (examples[row]?.raw ?? null))),
    ...[1, 2].map(() => ['1', ' 2 ', '', '9'][row] ?? null),
  ]);
  const shape = Object.fromEntries(columns.map((_, i) => [`r${i}`, 'VARCHAR' as const]));
  await writeRows(
    db,
    { table: 'touched', columns: { row_number: 'INTEGER', ...shape } },
    raws.map((row, at) => [at, ...row]),
  );
  const meanings = async (of: (i: number) => Sql) => {
    const all = columns.map((_, i) => duck`SELECT DISTINCT ${i} AS place, meaning FROM (${of(i)}) WHERE meaning IS NOT NULL`);
    return db.rows(duck`SELECT * FROM (${join(all, ' UNION ALL ')}) ORDER BY ALL`);
  };
  await runSteps(db, await cleanseFew(db, request), { log: silentLog });
  await runSteps(db, usualSteps(request), { log: silentLog });
  await runSteps(db, cleanSteps(request, await usualColumns(db, request)), { log: silentLog });
  const few = await meanings((i) => duck`SELECT to_json(${meaningOf(i)})::VARCHAR AS meaning FROM meant`);
  expect(few).toEqual(await meanings((i) => duck`SELECT to_json(m)::VARCHAR AS meaning FROM ${meaningOf(i)} m`));
  expect(JSON.stringify(few)).toContain('unknown');
  expect(few.length).toBeGreaterThan(200);
  expect(JSON.stringify(few)).not.toContain('#N/A');
});
