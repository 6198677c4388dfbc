import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Table, tableFromIPC } from 'apache-arrow';
import { Duck } from './core/duckdb/duck.ts';
import { writeParquet } from './core/duckdb/files.ts';
import { duck } from './core/duckdb/sql.ts';
import { silentLog } from './core/log.ts';
import type { Database } from './core/postgres/database.ts';
import { openTestDatabase } from './core/postgres/testing.ts';
import { createExport, EXPORTS } from './hub-export.ts';
import type { HubDatabase } from './schema/index.ts';

const MIGRATIONS = path.join(import.meta.dirname, 'schema/postgres/migrations');

let folder: string;
let database: Database<HubDatabase>;
let exportTable: ReturnType<typeof createExport>;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'sanku-export-'));
  const workFolder = path.join(folder, 'work');
  mkdirSync(workFolder);
  const file = (family: string, part: string) => path.join(folder, `${family}-${part}.parquet`);
  using db = await Duck.open({ spillFolder: folder });
  const mentions = duck`SELECT 'police.residents' AS source, record, 'resident' AS role, true AS present, 1 AS delivery, statement FROM (VALUES ('住-2', 7), ('住-1', 9)) t(record, statement)`;
  await db.run(writeParquet({ query: mentions, path: file('mentions', 'person'), shape: '' }));
  const assignments = duck`SELECT statement, true AS present, entity FROM (VALUES (7, 'p-2B'), (9, 'p-1A')) t(statement, entity)`;
  await db.run(writeParquet({ query: assignments, path: file('assignments', 'person'), shape: '' }));
  const relations = duck`SELECT 'living' AS relation, 'person' AS subject_type, 'p-1A' AS subject, 'h-' || range AS house, DATE '1998-02-28' AS valid_from, NULL::DATE AS valid_to FROM range(3)`;
  await db.run(writeParquet({ query: relations, path: file('golden-relations', 'relation'), shape: 'golden-relations/1' }));
  const houses = duck`SELECT 'h-1' AS entity, NULL::VARCHAR AS parent, 'building' AS level, true AS present UNION ALL SELECT 'h-2', 'h-1', 'unit', true`;
  await db.run(writeParquet({ query: houses, path: file('golden', 'house'), shape: '' }));
  database = await openTestDatabase<HubDatabase>({ migrations: MIGRATIONS });
  await database.sql`insert into hub_case (id, comparison, fingerprint, severity, grade, state, entity_type, entity, valid_from, amount, sentence, evidence, opened_at, opened_run, changed_at, changed_by)
    values ('case-1', 'pension-after-death', 'f', 'high', 'certain', 'open', 'person', 'p-1A', '2025-11-01', 16400.50, '{}', '[]', '2026-10-02T05:00:00Z', 1, now(), 'hub')`;
  await database.sql`insert into delivery (source, kind, as_of, arrived_at, files, content, config, status)
    values ('police.residents', 'snapshot', '2026-10-01', '2026-10-02T03:04:05.678Z', '[]', 'c', 'v', 'published')`;
  await database.sql`insert into relation (relation, subject_type, subject, house, valid_from, lineage, known_from, known_to) values
    ('living', 'person', 'p-1A', 'h-1', '1998-02-28', '[]', '2026-10-02T04:00:00Z', 'infinity'),
    ('living', 'person', 'p-1A', 'h-0', '1998-02-28', '[]', '2026-10-02T04:00:00Z', 'infinity'),
    ('living', 'person', 'p-1A', 'h-9', '1998-02-28', '[]', '2026-09-02T04:00:00Z', '2026-10-02T04:00:00Z')`;
  await database.sql`insert into house (id, attributes, lineage, search_keys, records, sources, confidence, valid_from, valid_to, known_from, known_to) values
    ('h-2', '{"level":"unit","parent":"h-1"}', '{}', '{}', 1, '{}', 'address', '-infinity', 'infinity', '2026-10-02T04:00:00Z', 'infinity'),
    ('h-1', '{"level":"building"}', '{}', '{}', 1, '{}', 'address', '-infinity', 'infinity', '2026-10-02T04:00:00Z', 'infinity'),
    ('h-1', '{}', '{}', '{}', 1, '{}', 'address', '-infinity', 'infinity', '2026-09-02T04:00:00Z', '2026-10-02T04:00:00Z')`;
  const written = new Set([
    file('mentions', 'person'),
    file('assignments', 'person'),
    file('golden-relations', 'relation'),
    file('golden', 'house'),
  ]);
  exportTable = createExport(
    { database, log: silentLog, workFolder },
    {
      live: async (family, part) => (written.has(file(family, part)) ? [[file(family, part)]] : []),
      openDuck: () => Duck.open({ spillFolder: folder }),
    },
  );
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The table as CSV would say it: ids and codes need no quotes, dates are days. */
function asCsv(table: Table): string {
  const isDay = table.schema.fields.map(({ type }) => String(type).startsWith('Date'));
  const text = (value: unknown, i: number) =>
    value === null ? '' : isDay[i] ? new Date(value as number).toISOString().slice(0, 10) : String(value);
  const lines = table.toArray().map((row) => Object.values(row.toJSON()).map(text).join(','));
  return `${[table.schema.names.join(','), ...lines].join('\n')}\n`;
}

test.each(EXPORTS)('%s as Arrow say what they say as CSV', async (what) => {
  const [csv, arrow] = ['csv', 'arrow'].map((ending) => path.join(folder, `${what}.${ending}`)) as [string, string];
  await exportTable(what, csv);
  await exportTable(what, arrow);
  const table = tableFromIPC(readFileSync(arrow));
  expect(table.numRows).toBeGreaterThan(0);
  expect(asCsv(table)).toBe(readFileSync(csv, 'utf8'));
});

test('assignments stand in the order of their columns', async () => {
  const out = path.join(folder, 'ordered.csv');
  await exportTable('assignments', out);
  expect(readFileSync(out, 'utf8')).toBe(
    'source,record,role,entity_type,entity\npolice.residents,住-1,resident,person,p-1A\npolice.residents,住-2,resident,person,p-2B\n',
  );
});

test.each([
  [
    'assignments',
    'source,record,role,entity_type,entity,known_from\npolice.residents,住-1,resident,person,p-1A,2026-10-02T03:04:05.678Z\npolice.residents,住-2,resident,person,p-2B,2026-10-02T03:04:05.678Z\n',
  ],
  [
    'relations',
    'relation,subject_type,subject,house,valid_from,valid_to,presumed,known_from\nliving,person,p-1A,h-0,1998-02-28,,,2026-10-02T04:00:00.000Z\nliving,person,p-1A,h-1,1998-02-28,,,2026-10-02T04:00:00.000Z\n',
  ],
  ['houses', 'house,parent,level,known_from\nh-1,,building,2026-10-02T04:00:00.000Z\nh-2,h-1,unit,2026-10-02T04:00:00.000Z\n'],
  [
    'cases',
    'case,comparison,grade,state,entity_type,entity,other_type,other,valid_from,valid_to,amount,known_from\ncase-1,pension-after-death,certain,open,person,p-1A,,,2025-11-01,,16400.50,2026-10-02T05:00:00.000Z\n',
  ],
] as const)('%s say since when they are known only where that is asked for, and nothing that is known no more', async (what, expected) => {
  const [csv, arrow] = ['csv', 'arrow'].map((ending) => path.join(folder, `${what}-known.${ending}`)) as [string, string];
  await exportTable(what, csv, { known: true });
  await exportTable(what, arrow, { known: true });
  expect(readFileSync(csv, 'utf8')).toBe(expected);
  expect(asCsv(tableFromIPC(readFileSync(arrow)))).toBe(expected);
});
