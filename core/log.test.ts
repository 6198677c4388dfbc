import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { createLog } from './log.ts';

test('lines go to the file, also those of an earlier process; an error is told by its kind and place, never by its message', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sanku-log-'));
  const file = path.join(folder, 'hub.log');
  try {
    createLog({ file }).info({ run: 7 }, 'first');
    const cause = Object.assign(new Error('duplicate key (number)=(339901195803123417)'), { code: '23505', detail: '339901195803123417' });
    const log = createLog({ level: 'warn', file });
    log.info('not shown');
    log.error({ err: new Error("Could not convert string '339901195803123417' to DATE", { cause }) }, 'failed');
    const text = readFileSync(file, 'utf8');
    const [first, second] = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(first).toMatchObject({ level: 30, run: 7, msg: 'first', time: expect.stringMatching(/^\d{4}-.*Z$/) });
    expect(second).toMatchObject({ level: 50, msg: 'failed', err: { type: 'Error', cause: { code: '23505' } } });
    expect(second.err.place[0]).toContain('log.test.ts');
    expect(text).not.toContain('339901195803123417');
    expect(statSync(file).mode & 0o077).toBe(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
