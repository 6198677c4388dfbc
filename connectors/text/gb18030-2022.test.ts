import { expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import { useCodePointsOf2022 } from './gb18030-2022.ts';
import { strictDecoder } from './strict-decoder.ts';

test('exactly the 18 sequences that an older converter maps to private use come out as the decoder of 2022 has them', () => {
  const decoder = strictDecoder('gb18030');
  let exchanged = 0;
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const bytes = Buffer.from([lead, trail]);
      const old = Buffer.from(iconv.decode(bytes, 'gb18030'));
      if (useCodePointsOf2022(old)) exchanged++;
      expect(old.toString()).toBe(decoder.decode(bytes));
    }
  }
  expect(exchanged).toBe(18);
});
