import type { FormatFixture } from '../../conformance-fixture.ts';

export const fixture: FormatFixture = {
  settings: {},
  async write({ columns, rows }) {
    const lines = rows.map((row) =>
      columns.flatMap((column, i) => (row[i] === null ? [] : [`${JSON.stringify(column)}: ${JSON.stringify(row[i])}`])),
    );
    return Buffer.from(lines.map((fields) => `{${fields.join(', ')}}\n`).join(''));
  },
  cannot: ['headerOnly', 'duplicateColumns', 'fixedColumns'],
  cutOff: { bytes: 3, code: 'jsonLineBad' },
};
