import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Duck } from '../core/duckdb/duck.ts';
import { duck, name } from '../core/duckdb/sql.ts';
import { hitsMarkdown, prepareViews } from './index.ts';
import { testConfig, writeLake } from './testing.ts';
import { FACT_VIEW, factViewName, VIEWS, viewsMarkdown } from './views.ts';

let folder: string;
let duckdb: Duck;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'sanku-views-'));
  duckdb = await Duck.open({ spillFolder: folder, memoryMb: 512 });
});
afterAll(() => {
  duckdb.close();
  rmSync(folder, { recursive: true });
});

const columnsOf = async (view: string) =>
  (await duckdb.rows<{ column_name: string; column_type: string }>(duck`DESCRIBE ${name(view)}`)).map((column) => ({
    name: column.column_name,
    type: column.column_type,
  }));
const documented = (columns: readonly { name: string; type: string }[]) =>
  columns.map((column) => ({ name: column.name, type: column.type }));

test('every view has the columns that are written down, whether the lake is empty or not', async () => {
  const config = testConfig();
  const filled = await writeLake(duckdb, folder, [
    { person: [{ entity: 'p-1' }], relations: [{ relation: 'living', subject_type: 'person', subject: 'p-1', house: 'h-1' }] },
  ]);
  for (const lakeFiles of [() => [], filled]) {
    await prepareViews(duckdb, { config, lakeFiles });
    for (const { view, columns } of VIEWS) expect((await columnsOf(view)).slice(0, columns.length)).toEqual(documented(columns));
    for (const fact of ['death', 'pension-payment', 'officer'])
      expect(await columnsOf(factViewName(fact))).toEqual(documented(FACT_VIEW.columns));
    expect(await columnsOf('company')).toContainEqual({ name: 'establishedOn', type: 'DATE' });
    expect(await columnsOf('company')).toContainEqual({ name: 'capital', type: 'DECIMAL(18,2)' });
  }
});

test('a fact hangs on its entities, with the weaker of their confidences; later versions win', async () => {
  const officer = {
    source: 'commerce.officers',
    record: 'r1',
    fact: 'officer',
    role: 'officer',
    other_type: 'company',
    other_role: 'firm',
  };
  const lakeFiles = await writeLake(duckdb, path.join(folder, 'facts'), [
    {
      person: [{ entity: 'p-1', confidence: 'identifier' }],
      company: [{ entity: 'c-1', confidence: 'address' }],
      mentions: { 'p-1': ['commerce.officers r1 officer'], 'c-1': ['commerce.officers r1 firm'] },
      facts: [
        { ...officer, amount: 1 },
        { ...officer, record: 'of nobody' },
      ],
      relations: [{ relation: 'living', subject_type: 'person', subject: 'p-1', house: 'h-1' }],
    },
    { facts: [{ ...officer, amount: 2 }], relations: [{ relation: 'living', subject_type: 'person', subject: 'p-1', house: 'h-2' }] },
  ]);
  await prepareViews(duckdb, { config: testConfig(), lakeFiles });
  expect(await duckdb.rows(duck`SELECT entity, other_type, other, amount::VARCHAR AS amount, link_confidence FROM fact`)).toEqual([
    { entity: 'p-1', other_type: 'company', other: 'c-1', amount: '2.00', link_confidence: 'address' },
  ]);
  expect(await duckdb.rows(duck`SELECT house FROM relation`)).toEqual([{ house: 'h-2' }]);
});

test('docs/comparisons.md lists the columns as they are', () => {
  const page = readFileSync(path.join(import.meta.dirname, '../docs/comparisons.md'), 'utf8');
  expect(page).toContain(`<!-- hits -->\n\n${hitsMarkdown()}\n\n<!-- /hits -->`);
  expect(page).toContain(`<!-- views -->\n\n${viewsMarkdown()}\n\n<!-- /views -->`);
});
