import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { SourceConfig } from '../config/index.ts';
import { silentLog } from '../core/log.ts';
import { readScheduleMark, writeScheduleMark } from './catalogue-store.ts';
import { startSchedules } from './schedule.ts';
import { openTestHub, RESIDENTS, type TestHub } from './testing.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
beforeEach(() => hub.reset());
afterAll(() => hub.close());

const NIGHTLY = '0 2 * * *';
const PAST = '2020-01-01T18:00:00.000Z';

function start(schedule: string, runImport: (source: SourceConfig) => Promise<void>) {
  const { database, clock } = hub.context;
  const job = { name: RESIDENTS.source, expression: schedule, run: () => runImport({ ...RESIDENTS, schedule }) };
  return startSchedules({ jobs: [job], timeZone: 'Asia/Shanghai', database, clock: () => clock(), log: silentLog });
}

describe('a schedule', () => {
  test('notes when it fires next, in the time zone of the hub', async () => {
    const seen: string[] = [];
    const schedules = await start(NIGHTLY, async (source) => void seen.push(source.source));
    await schedules.stop();
    const mark = await readScheduleMark(hub.context.database, RESIDENTS.source);
    expect(mark!.next).toMatch(/T18:00:00\.000Z$/);
    expect(seen).toEqual([]);
  });

  test('catches a missed fire up once', async () => {
    await writeScheduleMark(hub.context.database, RESIDENTS.source, { expression: NIGHTLY, next: PAST });
    const seen: string[] = [];
    const schedules = await start(NIGHTLY, async (source) => void seen.push(source.source));
    await schedules.stop();
    expect(seen).toEqual([RESIDENTS.source]);
    const mark = await readScheduleMark(hub.context.database, RESIDENTS.source);
    expect(mark!.next > PAST).toBe(true);
  });

  test('counts one that failed as missed still, and goes on', async () => {
    await writeScheduleMark(hub.context.database, RESIDENTS.source, { expression: NIGHTLY, next: PAST });
    const schedules = await start(NIGHTLY, async () => {
      throw new Error('the inbox is gone');
    });
    await schedules.stop();
    expect(await readScheduleMark(hub.context.database, RESIDENTS.source)).toEqual({ expression: NIGHTLY, next: PAST });
  });

  test('does not overlap itself', async () => {
    let running = 0;
    let most = 0;
    let fired = 0;
    const done = Promise.withResolvers<void>();
    const schedules = await start('* * * * * *', async () => {
      running++;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 1200));
      running--;
      if (++fired === 2) done.resolve();
    });
    await done.promise;
    await schedules.stop();
    expect(most).toBe(1);
  });
});
