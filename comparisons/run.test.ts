import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Duck } from '../core/duckdb/duck.ts';
import { silentLog } from '../core/log.ts';
import type { Database } from '../core/postgres/database.ts';
import { openTestDatabase } from '../core/postgres/testing.ts';
import type { HubDatabase } from '../schema/index.ts';
import { type ComparisonContext, comparisonsAreDue, decideCase, exportCases, listCases, readCase, runComparisons } from './index.ts';
import { type LakeInWords, testConfig, writeLake } from './testing.ts';

let database: Database<HubDatabase>;
let folder: string;
let duckdb: Duck;
let day = 0;
beforeAll(async () => {
  database = await openTestDatabase<HubDatabase>({ migrations: path.join(import.meta.dirname, '../schema/postgres/migrations') });
});
afterAll(() => database.close());
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'sanku-compare-'));
  duckdb = await Duck.open({ spillFolder: folder, memoryMb: 512 });
  await database.sql`truncate hub_case, redirect, run`;
});
afterEach(() => {
  duckdb.close();
  rmSync(folder, { recursive: true });
});

/** A comparison of companies whose capital is above a limit: simple enough to steer by hand. */
const RICH = `/*
title: { zh: 资本过高, en: Too rich }
entities: [company]
severity: low
parameters: { limit: 100 }
sentence: { zh: "资本 {amount}", en: "Capital {amount}, not {entity}" }
*/
SELECT 'company' AS entity_type, entity, establishedOn AS valid_from, capital AS amount,
  [{'source': 'commerce.companies', 'record': entity, 'says': 'capital'}] AS evidence
FROM company WHERE capital > $limit
`;

async function compare(
  lake: LakeInWords,
  { names = ['rich'], comparisons = { rich: RICH } }: { names?: string[]; comparisons?: Record<string, string> } = {},
) {
  day += 1;
  const context: ComparisonContext = {
    database,
    config: testConfig(comparisons),
    lakeFiles: await writeLake(duckdb, path.join(folder, String(day)), [lake]),
    spillFolder: folder,
    log: silentLog,
    clock: () => new Date(Date.UTC(2026, 6, day)),
    asOf: '2026-06-30',
  };
  const results = await runComparisons({ names, context });
  return results.map(({ hits, opened, closed }) => ({ hits, opened, closed }));
}

const firm = (entity: string, capital: number, confidence = 'identifier'): LakeInWords['company'] => [
  { entity, capital: String(capital), confidence, establishedOn: '2020-01-01' },
];
const cases = async () => (await listCases(database, { limit: 100 })).items;
const states = async () => Object.fromEntries((await cases()).map((one) => [one.entity, one.state]));

describe('the life of a case', () => {
  test('is raised once, takes new evidence, closes by itself and opens again', async () => {
    expect(await compare({ company: firm('c-1', 200) })).toEqual([{ hits: 1, opened: 1, closed: 0 }]);
    const [raised] = await cases();
    expect(raised).toMatchObject({
      comparison: 'rich',
      state: 'open',
      grade: 'certain',
      severity: 'low',
      entity: 'c-1',
      other: null,
      validFrom: '2020-01-01',
      validTo: null,
      amount: '200.00',
      sentence: { en: 'Capital 200.00, not c-1', zh: '资本 200.00' },
      evidence: [{ source: 'commerce.companies', record: 'c-1', says: 'capital' }],
      changedBy: 'sanku',
    });
    expect(await compare({ company: firm('c-1', 200) })).toEqual([{ hits: 1, opened: 0, closed: 0 }]);
    expect(await cases()).toEqual([raised]);
    expect(await compare({ company: firm('c-1', 300) })).toEqual([{ hits: 1, opened: 0, closed: 0 }]);
    expect(await cases()).toEqual([{ ...raised, amount: '300.00', sentence: { en: 'Capital 300.00, not c-1', zh: '资本 300.00' } }]);
    expect(await compare({ company: firm('c-1', 50) })).toEqual([{ hits: 0, opened: 0, closed: 1 }]);
    expect(await states()).toEqual({ 'c-1': 'obsolete' });
    expect(await compare({ company: firm('c-1', 50) })).toEqual([{ hits: 0, opened: 0, closed: 0 }]);
    expect(await compare({ company: firm('c-1', 200) })).toEqual([{ hits: 1, opened: 1, closed: 0 }]);
    expect(await cases()).toMatchObject([{ id: raised!.id, state: 'open', openedAt: raised!.openedAt }]);
  });

  test('has the same id on every hub', async () => {
    await compare({ company: firm('c-1', 200) });
    expect((await cases())[0]!.id).toBe('k-816bbc1f287ffc77');
  });

  test('stays dismissed while it holds the same, also after a time in which it did not hold', async () => {
    await compare({ company: firm('c-1', 200) });
    const [{ id } = { id: '' }] = await cases();
    await decideCase(database, { id, state: 'dismissed', who: '王科员', why: 'public body' });
    expect(await compare({ company: firm('c-1', 200) })).toEqual([{ hits: 1, opened: 0, closed: 0 }]);
    expect(await compare({ company: firm('c-1', 50) })).toEqual([{ hits: 0, opened: 0, closed: 0 }]);
    expect(await compare({ company: firm('c-1', 200) })).toEqual([{ hits: 1, opened: 0, closed: 0 }]);
    expect(await readCase(database, id)).toMatchObject({ state: 'dismissed', changedBy: '王科员', reason: 'public body' });
  });

  test('opens again when a dismissed case holds otherwise, and keeps what was said', async () => {
    await compare({ company: firm('c-1', 200) });
    const [{ id } = { id: '' }] = await cases();
    await decideCase(database, { id, state: 'dismissed', who: 'Wang', why: 'paid back' });
    expect(await compare({ company: firm('c-1', 300) })).toEqual([{ hits: 1, opened: 1, closed: 0 }]);
    const again = await readCase(database, id);
    expect(again).toMatchObject({ state: 'open', changedBy: 'sanku', amount: '300.00' });
    expect(again.reason).toContain('Wang dismissed it: paid back');
  });

  test('stays confirmed with new evidence, and becomes obsolete when it no longer holds', async () => {
    await compare({ company: firm('c-1', 200) });
    const [{ id } = { id: '' }] = await cases();
    await decideCase(database, { id, state: 'confirmed', who: 'Wang', why: 'seen' });
    await compare({ company: firm('c-1', 300) });
    expect(await readCase(database, id)).toMatchObject({ state: 'confirmed', amount: '300.00', changedBy: 'Wang' });
    await compare({ company: firm('c-1', 50) });
    expect(await readCase(database, id)).toMatchObject({ state: 'obsolete', reason: 'seen' });
  });

  test('follows an entity whose id was merged into another, with its decision', async () => {
    await compare({ company: [...firm('c-1', 200)!, ...firm('c-3', 200)!] });
    for (const one of await cases()) {
      await decideCase(database, { id: one.id, state: one.entity === 'c-1' ? 'dismissed' : 'confirmed', who: 'Wang', why: 'known' });
    }
    await database.sql`insert into redirect (id, current, run) values ('c-1', 'c-2', 1), ('c-3', 'c-4', 1)`;
    expect(await compare({ company: [...firm('c-2', 200)!, ...firm('c-4', 200)!] })).toEqual([{ hits: 2, opened: 0, closed: 2 }]);
    expect(await states()).toEqual({ 'c-1': 'obsolete', 'c-2': 'dismissed', 'c-3': 'obsolete', 'c-4': 'confirmed' });
    expect((await cases()).find((one) => one.entity === 'c-2')).toMatchObject({ changedBy: 'Wang', reason: 'known' });
    expect(await compare({ company: [...firm('c-2', 200)!, ...firm('c-4', 200)!] })).toEqual([{ hits: 2, opened: 0, closed: 0 }]);
  });

  test('of another comparison is left alone', async () => {
    const other = { poor: RICH.replace('>', '<'), rich: RICH };
    await compare({ company: [...firm('c-1', 200)!, ...firm('c-2', 50)!] }, { comparisons: other, names: ['rich', 'poor'] });
    await compare({ company: [] }, { comparisons: other, names: ['poor'] });
    expect(await states()).toEqual({ 'c-1': 'open', 'c-2': 'obsolete' });
  });
});

describe('the grade of a case', () => {
  test('is that of the weakest identity in it', async () => {
    const confidences = ['identifier', 'address', 'single', 'conflict'];
    await compare({ company: confidences.flatMap((confidence) => firm(`c-${confidence}`, 200, confidence)!) });
    const grades = Object.fromEntries((await cases()).map((one) => [one.entity, one.grade]));
    expect(grades).toEqual({ 'c-identifier': 'certain', 'c-address': 'probable', 'c-single': 'weak', 'c-conflict': 'weak' });
  });

  test('counts the second entity and every link', async () => {
    const tie = RICH.replace(
      'entity, est',
      `entity, 'person' AS other_type, 'p-' || entity[3:] AS other, [CASE entity WHEN 'c-2' THEN 'name' ELSE 'identifier' END] AS links, est`,
    );
    const person = [
      { entity: 'p-1', confidence: 'address' },
      { entity: 'p-2', confidence: 'identifier' },
    ];
    await compare({ company: ['c-1', 'c-2', 'c-3'].flatMap((id) => firm(id, 200)!), person }, { comparisons: { rich: tie } });
    expect((await cases()).map((one) => [one.entity, one.other, one.grade]).sort()).toEqual([
      ['c-1', 'p-1', 'probable'],
      ['c-2', 'p-2', 'weak'],
      ['c-3', 'p-3', 'weak'],
    ]);
  });
});

describe('a comparison', () => {
  test('takes its parameters from its header', async () => {
    const company = [...firm('c-1', 200)!, ...firm('c-2', 2000)!];
    expect(await compare({ company }, { comparisons: { rich: RICH.replace('limit: 100', 'limit: 1000') } })).toMatchObject([{ hits: 1 }]);
  });

  test('that fails names file and line, leaves its cases and lets the others run', async () => {
    const comparisons = { rich: RICH, broken: RICH.replace('FROM company', 'FROM compani') };
    await compare({ company: firm('c-1', 200) });
    const error = await compare({ company: firm('c-1', 50) }, { comparisons, names: ['broken', 'rich'] }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'comparisonFailed', details: { file: 'comparisons/broken.sql', line: 10 } });
    expect(await states()).toEqual({ 'c-1': 'obsolete' });
    const runs = await database.kysely.selectFrom('run').select(['kind', 'status', 'counts', 'error']).orderBy('id').execute();
    expect(runs).toMatchObject([
      { kind: 'compare', status: 'done', counts: { hits: 1, opened: 1 } },
      { kind: 'compare', status: 'failed', counts: { closed: 1 }, error: { code: 'comparisonFailed' } },
    ]);
    expect(readdirSync(folder).filter((file) => file.startsWith('compare-'))).toEqual([]);
  });

  test.each([
    ['two statements', `${RICH}; SELECT 1`, 'comparisonFailed', 'second statement'],
    ['no evidence', RICH.replace('AS evidence', 'AS proof'), 'comparisonHitWrong', 'evidence'],
    ['a column of the wrong type', RICH.replace('establishedOn AS', 'name AS'), 'comparisonHitWrong', 'valid_from'],
    ['a sentence about a column that is not there', RICH.replace('not {entity}', 'not {firm}'), 'comparisonHitWrong', '{firm}'],
    ['the same case twice', `${RICH} UNION ALL SELECT * FROM (SELECT 'company', 'c-1', NULL, 1, NULL)`, 'comparisonHitWrong', 'same case'],
    ['an entity of no known type', RICH.replace(`'company' AS`, `'firm' AS`), 'comparisonHitWrong', 'entity_type'],
  ])('with %s is refused with a reason', async (_, text, code, words) => {
    const error = await compare({ company: firm('c-1', 200) }, { comparisons: { rich: text } }).catch((thrown: unknown) => thrown as Error);
    expect(error).toMatchObject({ code, message: expect.stringContaining(words) });
    expect(await cases()).toEqual([]);
  });

  test('as the documentation writes it works', async () => {
    const [, example = ''] =
      /```sql\n([\s\S]*?)```/.exec(readFileSync(path.join(import.meta.dirname, '../docs/comparisons.md'), 'utf8')) ?? [];
    const lake = { company: firm('c-1', 200_000_000), mentions: { 'c-1': ['commerce.companies r1 company', 'tax.taxpayers t1 taxpayer'] } };
    expect(await compare(lake, { comparisons: { rich: example } })).toEqual([{ hits: 1, opened: 1, closed: 0 }]);
    expect(await cases()).toMatchObject([
      { amount: '200000000.00', evidence: [{ source: 'commerce.companies', record: 'r1', says: 'company' }] },
    ]);
  });

  test('is due until all of them have seen what is published', async () => {
    expect(await comparisonsAreDue(database)).toBe(false);
    await database.sql`update published set run = 7`;
    expect(await comparisonsAreDue(database)).toBe(true);
    await compare({});
    expect(await comparisonsAreDue(database)).toBe(true);
    await compare({}, { names: [] });
    expect(await comparisonsAreDue(database)).toBe(false);
    await database.sql`update published set run = 8`;
    expect(await comparisonsAreDue(database)).toBe(true);
  });

  test('of an unknown name is refused, and the known ones are named', async () => {
    await expect(compare({}, { names: ['rihc'] })).rejects.toMatchObject({
      code: 'comparisonUnknown',
      details: { known: 'firm-not-in-tax-roll, identity-conflict, pension-after-death, rich, room-above-roof' },
    });
  });

  test('runs over an empty hub', async () => {
    expect(await compare({}, { names: [] })).toEqual([1, 2, 3, 4, 5].map(() => ({ hits: 0, opened: 0, closed: 0 })));
  });
});

describe('decisions, lists and exports', () => {
  test('a decision needs a known case that holds, a name and a reason; it can be taken back', async () => {
    await compare({ company: firm('c-1', 200) });
    const [{ id } = { id: '' }] = await cases();
    const decide = (change: object) => decideCase(database, { id, state: 'confirmed', who: 'Wang', why: 'seen', ...change });
    await expect(decide({ who: ' ' })).rejects.toMatchObject({ code: 'caseDecisionInvalid' });
    await expect(decide({ why: '' })).rejects.toMatchObject({ code: 'caseDecisionInvalid' });
    await expect(decide({ state: 'obsolete' })).rejects.toMatchObject({ code: 'caseDecisionInvalid' });
    await expect(decide({ id: 'k-0000000000000000' })).rejects.toMatchObject({ code: 'caseUnknown' });
    expect(await decide({})).toMatchObject({ state: 'confirmed', changedBy: 'Wang', reason: 'seen' });
    expect(await decide({ state: 'open', why: 'a mistake' })).toMatchObject({ state: 'open', reason: 'a mistake' });
    await compare({ company: firm('c-1', 50) });
    await expect(decide({})).rejects.toMatchObject({
      code: 'caseDecisionInvalid',
      details: { reason: { en: expect.stringContaining('obsolete') } },
    });
  });

  test('lists page by page and by what is asked', async () => {
    await compare({ company: Array.from({ length: 5 }, (_, i) => firm(`c-${i}`, 200)![0]!) });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await listCases(database, { comparisons: ['rich'], state: 'open', limit: 2, ...(after && { after }) });
      seen.push(...page.items.map((one) => one.id));
      after = page.next;
    } while (after !== undefined);
    expect(seen).toHaveLength(5);
    expect([...new Set(seen)].sort()).toEqual(seen);
    expect((await listCases(database, { entity: 'c-3', limit: 9 })).items).toHaveLength(1);
    expect((await listCases(database, { state: 'dismissed', limit: 9 })).items).toHaveLength(0);
    await expect(listCases(database, { limit: 9, after: "k-'" })).rejects.toMatchObject({ code: 'caseCursorInvalid' });
    for (const limit of [0, 5000])
      await expect(listCases(database, { limit })).rejects.toMatchObject({ code: 'caseLimitInvalid', details: { limit } });
  });

  test('lists those of a region, and tells of no more than those', async () => {
    await compare({ company: Array.from({ length: 6 }, (_, i) => firm(`c-${i}`, 200)![0]!) });
    await database.sql`truncate company`;
    await database.sql.unsafe(`insert into company
      select 'c-' || n, '{}', '{}', '{}', case when n < 5 then '33990' || n % 2 || '001' end, 1, '{}', 'single', '-infinity',
        case when n = 4 then date '2026-01-01' else 'infinity' end, '2026-01-01', 'infinity' from generate_series(0, 5) n;
      insert into company select 'c-1', '{}', '{}', '{}', '339900001', 1, '{}', 'single', '-infinity', 'infinity', '2025-01-01', '2026-01-01'`);
    const list = async (regions: string[], limit: number) => {
      const { items, next } = await listCases(database, { regions, limit });
      return { entities: items.map(({ entity }) => entity).sort(), more: next !== undefined };
    };
    expect(await list(['339900'], 2)).toEqual({ entities: ['c-0', 'c-2'], more: false });
    expect(await list(['339900', '339901'], 4)).toEqual({ entities: ['c-0', 'c-1', 'c-2', 'c-3'], more: false });
    expect((await list(['3399'], 3)).more).toBe(true);
    expect(await list(['3401'], 3)).toEqual({ entities: [], more: false });
    expect(await list([], 3)).toEqual({ entities: [], more: false });
  });

  test('the export has a header and its rows in order', async () => {
    await compare({ company: [...firm('c-1', 200)!, ...firm('c-2', 300.5, 'conflict')!] });
    const file = path.join(folder, 'cases.csv');
    await exportCases(database, file);
    const [header, ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(header).toBe('case,comparison,grade,state,entity_type,entity,other_type,other,valid_from,valid_to,amount');
    expect(rows).toEqual([...rows].sort());
    expect(rows.map((row) => row.slice(19)).sort()).toEqual([
      'rich,certain,open,company,c-1,,,2020-01-01,,200.00',
      'rich,weak,open,company,c-2,,,2020-01-01,,300.50',
    ]);
  });
});
