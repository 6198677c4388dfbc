import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { RetentionRule, SourceConfig } from '../config/index.ts';
import type { PipelineContext } from './context.ts';
import { ORIGINALS } from './originals.ts';
import { dueOriginals, removeOriginals } from './retention.ts';
import { sweepOrphans } from './sweep.ts';
import { openTestHub, RESIDENTS, type TestHub } from './testing.ts';

const YEAR: RetentionRule = { keepDays: 365, keepDeliveries: 2, evenIfNeeded: false };
const EVENTS: SourceConfig = { ...RESIDENTS, source: 'police.events', kind: 'append' };

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
beforeEach(() => hub.reset());
afterAll(() => hub.close());

const row = (day: number) => [`1,甲,1,,,2020-01-0${day},`];

/** Lands one delivery a day, and makes them arrive years before, a day apart. */
async function landOld(days: number, source: SourceConfig = RESIDENTS): Promise<void> {
  for (let day = 1; day <= days; day++) await hub.land(row(day), { asOf: `2020-01-0${day}`, source });
  await hub.context.database.sql`update delivery set arrived_at = as_of`;
}

function under(rule: RetentionRule | undefined, sources: SourceConfig[] = [RESIDENTS, EVENTS]): PipelineContext {
  const { config } = hub.context;
  const { retention: _, ...own } = config.hub;
  return { ...hub.context, config: { ...config, sources, hub: rule === undefined ? own : { ...own, retention: rule } } };
}

/** Days of the deliveries whose originals may go. */
async function dueDays(context: PipelineContext): Promise<number[]> {
  const days = new Map(
    (await hub.context.database.sql`select id, as_of from delivery`).map((each) => [each['id'], Number(each['as_of'].slice(-2))]),
  );
  return (await dueOriginals(context)).map(({ delivery }) => days.get(delivery)!);
}

const kept = () => readdirSync(path.join(hub.context.lakeFolder, ORIGINALS));

describe('originals', () => {
  test('stay for ever without a rule, and while they are young', async () => {
    await landOld(4);
    expect(await dueDays(under(undefined))).toEqual([]);
    expect(await dueDays(under({ ...YEAR, keepDays: 365 * 100 }))).toEqual([]);
  });

  test('of whole lists go, but for the latest', async () => {
    await landOld(5);
    expect(await dueDays(under(YEAR))).toEqual([1, 2, 3]);
    expect(await dueDays(under({ ...YEAR, keepDeliveries: 4 }))).toEqual([1]);
  });

  test('of events all stay, because all of them make up the state, unless it is said', async () => {
    await landOld(4, EVENTS);
    expect(await dueDays(under(YEAR))).toEqual([]);
    expect(await dueDays(under({ ...YEAR, evenIfNeeded: true }))).toEqual([1, 2]);
  });

  test('of the last whole list and of all that came after it stay', async () => {
    await landOld(5);
    await hub.context.database.sql`update delivery set kind = 'correction' where as_of > '2020-01-02'`;
    expect(await dueDays(under({ ...YEAR, keepDeliveries: 1 }))).toEqual([1]);
  });

  test('go by the rule of their source where it has one', async () => {
    await landOld(4);
    expect(await dueDays(under(YEAR, [{ ...RESIDENTS, retention: { ...YEAR, keepDeliveries: 3 } }]))).toEqual([1]);
    expect(await dueDays(under(undefined, [{ ...RESIDENTS, retention: YEAR }]))).toEqual([1, 2]);
  });

  test('that a younger delivery brought again stay', async () => {
    await landOld(3);
    await hub.land(row(1), { asOf: '2020-01-04' });
    expect(await dueDays(under(YEAR))).toEqual([2]);
  });

  test('of what was refused go as well', async () => {
    await landOld(2);
    await hub.context.database.sql`update delivery set status = 'refused' where as_of = '2020-01-02'`;
    expect(await dueDays(under(YEAR))).toEqual([2]);
  });
});

test('what goes is noted at its delivery, and goes once; what a kill left of it is swept', async () => {
  await landOld(4);
  const context = under(YEAR);
  const due = await dueOriginals(context);
  expect(await removeOriginals(context, due)).toEqual({ files: 2, bytes: due.reduce((sum, { bytes }) => sum + bytes, 0) });
  expect(kept().length).toBe(2);
  const noted = await hub.context.database
    .sql`select as_of, files -> 0 ->> 'removed' as removed, files -> 0 ->> 'name' as name from delivery order by id`;
  expect(noted.map(({ removed }) => removed)).toEqual(['2026-10-01T02:00:00.000Z', '2026-10-01T02:00:00.000Z', null, null]);
  expect(noted.every(({ name }) => name !== null)).toBe(true);
  expect(await dueOriginals(context)).toEqual([]);
  const left = path.join(hub.context.lakeFolder, ORIGINALS, due[0]!.hash);
  mkdirSync(path.dirname(left), { recursive: true });
  writeFileSync(left, '');
  await sweepOrphans(context);
  expect(existsSync(left)).toBe(false);
  expect(kept().length).toBe(2);
});
