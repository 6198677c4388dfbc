import type { FormatFixture } from '../../conformance-fixture.ts';

export const widths = [24, 40, 60];

export function fixedLine(values: readonly string[]): Buffer {
  const fields = values.map((value, i) => Buffer.concat([Buffer.from(value), Buffer.alloc(widths[i]!, ' ')]).subarray(0, widths[i]));
  return Buffer.concat([...fields, Buffer.from('\r\n')]);
}

export const fixture: FormatFixture = {
  settings: { encoding: 'utf-8', widths, headerRow: 1 },
  async write({ columns, rows }) {
    return Buffer.concat([columns, ...rows].map((row) => fixedLine(row.map((value) => value ?? ''))));
  },
  cannot: ['missing', 'lineBreaks', 'spacesAtTheEnd'],
  cutOff: { bytes: 12, code: 'lineWidthWrong' },
};
