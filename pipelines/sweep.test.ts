import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { withLock } from '../core/postgres/lock.ts';
import { beginLanding, deliveries, runs } from './catalogue-store.ts';
import { sourceLock } from './run.ts';
import { sweepOrphans } from './sweep.ts';
import { HEADER, openTestHub, type TestHub } from './testing.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
beforeEach(() => hub.reset());
afterAll(() => hub.close());

const FIRST = ['1,Ann,2,,Road 1,,', '2,Bob,1,,Road 2,,'];
const SECOND = ['1,Anne,2,,,,', '3,Cat,2,,Road 3,,'];

/** Lands in a process of its own, which is killed when it comes to a step. */
function landKilledAt(step: string): void {
  const file = path.join(hub.folder, 'second.csv');
  writeFileSync(file, [HEADER, ...SECOND, ''].join('\n'));
  const server = { dataFolder: path.join(tmpdir(), `sanku-test-${userInfo().username}`), schema: hub.context.database.schema };
  const program = `
    import { openDatabase } from ${JSON.stringify(path.join(import.meta.dirname, '../core/postgres/database.ts'))};
    import { landDelivery } from ${JSON.stringify(path.join(import.meta.dirname, 'run.ts'))};
    import { RESIDENTS, testConfig, testContext } from ${JSON.stringify(path.join(import.meta.dirname, 'testing.ts'))};
    const database = await openDatabase(${JSON.stringify(server)});
    const context = await testContext({ database, folder: ${JSON.stringify(hub.folder)}, config: testConfig() });
    context.print = (text) => text.startsWith('-- ${step}:') && process.kill(process.pid, 'SIGKILL');
    await landDelivery({ source: RESIDENTS, delivery: { files: [${JSON.stringify(file)}], asOf: '2026-11-01' }, context });`;
  const ended = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });
  expect({ signal: ended.signal, stderr: ended.stderr }).toMatchObject({ signal: 'SIGKILL' });
}

const files = () =>
  readdirSync(path.join(hub.context.lakeFolder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

describe('a landing that was killed', () => {
  test.each(['diff', 'write:facts'])(
    'before %s leaves no trace after the sweep, and lands as if undisturbed the next time',
    async (step) => {
      await hub.land(FIRST);
      const before = files().length;
      landKilledAt(step);
      expect(files().length).toBeGreaterThan(before);
      const swept = await sweepOrphans(hub.context);
      expect(swept.interrupted).toBe(1);
      expect(files()).toHaveLength(before);
      expect((await deliveries(hub.context.database)).map((delivery) => delivery.status)).toEqual(['waiting']);
      expect((await runs(hub.context.database)).map((run) => run.status)).toEqual(['interrupted', 'done']);
      expect(readdirSync(hub.context.workFolder)).toEqual([]);
      const again = await hub.land(SECOND, { asOf: '2026-11-01' });
      expect(again).toMatchObject({ status: 'waiting', read: 2, new: 1, changed: 1, absent: 1 });
      expect(await sweepOrphans(hub.context)).toEqual({ interrupted: 0, removed: 0 });
    },
  );
});

describe('a sweep', () => {
  test('leaves a landing alone that another process is busy with', async () => {
    const { database } = hub.context;
    const source = 'police.residents';
    const none = { source, kind: 'snapshot', asOf: '2026-10-01', files: [], content: '', config: '' } as const;
    await withLock(database, { name: sourceLock(source) }, async () => {
      await beginLanding(database, { ...none, files: [] });
      expect(await sweepOrphans(hub.context)).toEqual({ interrupted: 0, removed: 0 });
    });
    expect(await sweepOrphans(hub.context)).toEqual({ interrupted: 1, removed: 0 });
  });
});
