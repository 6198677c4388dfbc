import { expect, test } from '@jest/globals';
import { expectClearEnd, expectRepaired, killInside, look, onCopy, prepareMonth, served, VICTIMS } from './testing.ts';

prepareMonth(2);

test.each(VICTIMS)('kill -9 of %s inside the commit: the month before is served until the same command ran again', async (victim) => {
  await onCopy(async (data) => {
    const ended = await killInside('published', { data, victim });
    expect(ended.code).toBe(victim === 'database' ? 1 : null);
    expectClearEnd(ended, victim);
    expect(await look(data)).toEqual(served[1]);
    await expectRepaired(data);
  });
});
