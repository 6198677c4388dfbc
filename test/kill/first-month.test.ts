import { expect, test } from '@jest/globals';
import { expectRepaired, killInside, look, onCopy, prepareMonth, served } from './testing.ts';

prepareMonth(1);

test('kill -9 between publishing and comparing: the same command compares', async () => {
  await onCopy(async (data) => {
    await killInside('hub_case', { data, victim: 'both' });
    expect(await look(data)).toEqual({ ...served[1], cases: served[0]!.cases });
    await expectRepaired(data);
  });
});
