import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { csvRows } from '../../../core/csv-blocks.ts';
import { ADDRESS_COLUMNS, addressColumns, createAddressParser } from './index.ts';

const parser = createAddressParser({ divisions: [], today: '2026-10-01' });
const [header, ...rows] = csvRows(readFileSync(new URL('../labelled/provinces.csv', import.meta.url), 'utf8'));
const columns = header!.slice(1);
const read = rows.map(([text, ...wanted]) => {
  const values = addressColumns(parser.parse(text!));
  return { text, wanted, seen: columns.map((column) => values[ADDRESS_COLUMNS.indexOf(column as 'road')]) };
});

describe('five hundred addresses of all provinces, labelled down to the room by reading, and looked at again where the parser disagreed', () => {
  test('are right in every column, but for few', () => {
    expect(read).toHaveLength(500);
    const wrong = read.filter(({ wanted, seen }) => wanted.some((value, i) => value !== seen[i]));
    expect(wrong.length).toBeLessThanOrEqual(5);
  });

  test.each(columns)('%s', (column) => {
    const i = columns.indexOf(column);
    const right = read.filter(({ wanted, seen }) => wanted[i] === seen[i]);
    expect(right.length / read.length).toBeGreaterThanOrEqual(0.99);
  });
});
