import type { FormatFixture } from '../../conformance-fixture.ts';

const field = (text: string) => `"${text.replaceAll('"', '""')}"`;

export const fixture: FormatFixture = {
  settings: { encoding: 'utf-8' },
  async write({ columns, rows }) {
    return Buffer.from([columns, ...rows].map((row) => `${row.map((value) => field(value ?? '')).join(',')}\r\n`).join(''));
  },
  cannot: ['missing'],
  cutOff: { bytes: 3, code: 'quoteUnterminated' },
};
