import { describe, expect, test } from '@jest/globals';
import type { AuditEntry } from './audit-chain.ts';
import { accessErrors } from './errors.ts';
import { createRefusalLog } from './refusal-log.ts';
import { entry } from './testing.ts';

function openLog() {
  const written: AuditEntry[] = [];
  const state = { fails: false };
  const append = async (entries: readonly AuditEntry[]) => {
    if (state.fails) throw accessErrors.auditUnavailable();
    written.push(...entries);
    return new Set<string>();
  };
  const log = createRefusalLog({ append }, () => new Date('2026-10-01T08:00:00Z'));
  const refuse = (from: string) => log.refused(entry({ outcome: 'refused:unauthenticated' }), from);
  return { written, state, log, refuse };
}

describe('refusals that repeat', () => {
  test('from ever new addresses have so many lines and no more, and are all counted', async () => {
    const { written, log, refuse } = openLog();
    for (let number = 0; number < 5_000; number += 1) await refuse(`10.0.${number >> 8}.${number & 255}`);
    expect(written).toHaveLength(300);
    await log.close();
    const counts = written.slice(300).map(({ detail }) => Number(detail['refused']));
    expect(counts.length).toBeLessThanOrEqual(1_001);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(4_700);
  });

  test('begin anew when their counts are written', async () => {
    const { written, log, refuse } = openLog();
    for (let number = 0; number < 40; number += 1) await refuse('10.0.0.1');
    await log.close();
    expect(written).toHaveLength(31);
    await refuse('10.0.0.1');
    expect(written.at(-1)).toMatchObject({ action: 'search' });
    await log.close();
  });

  test('are not forgotten while the log cannot be written', async () => {
    const { written, state, log, refuse } = openLog();
    for (let number = 0; number < 40; number += 1) await refuse('10.0.0.1');
    state.fails = true;
    await log.close();
    await expect(refuse('10.0.0.2')).rejects.toMatchObject({ code: 'auditUnavailable' });
    state.fails = false;
    await log.close();
    expect(written.at(-1)).toEqual({
      ...{ key: null, user: null, purpose: null, caseNumber: null, action: 'refusals', outcome: 'refused:unauthenticated' },
      ...{ entityType: null, entities: [], roles: null, fields: [] },
      detail: { from: '10.0.0.1', since: '2026-10-01T08:00:00.000Z', refused: 10 },
    });
  });
});
