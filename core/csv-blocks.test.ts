import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseString } from 'fast-csv';
import { csvLine, csvRows, RecordBlocks } from './csv-blocks.ts';

const cell = fc.string({ unit: fc.constantFrom(...'ab海"\n\r, 1'), maxLength: 6 });
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 12 });
const isSomething = (row: readonly string[]) => row.some((one) => one !== '');

/** The other reader takes cells of blanks alone for empty ones. */
const told = (rows: string[][]) => rows.map((row) => row.map((one) => (one.trim() === '' ? '' : one))).filter(isSomething);

function blocksOf(text: string, { pieces, least }: { pieces: number; least: number }): string[] {
  const bytes = Buffer.from(text);
  const blocks = new RecordBlocks();
  const all: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += pieces) all.push(...blocks.push(bytes.subarray(at, at + pieces), () => least));
  return [...all, blocks.rest()].map((block) => Buffer.from(block).toString('utf8'));
}

describe('rows of CSV', () => {
  test('are read as they were written, and as another reader reads them', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const text = rows.map(csvLine).join('');
        expect(csvRows(text)).toEqual(rows.filter(isSomething));
        const others = await new Promise<string[][]>((resolve, reject) => {
          const read: string[][] = [];
          const parser = parseString<string[], string[]>(text, { headers: false, ignoreEmpty: true });
          parser.on('data', (row) => read.push(row)).on('error', reject);
          parser.on('end', () => resolve(read));
        });
        expect(told(csvRows(text))).toEqual(told(others));
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  test('are the same whatever blocks they come in', () => {
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 40 }), (rows, pieces, least) => {
        const text = rows.map(csvLine).join('');
        const blocks = blocksOf(text, { pieces, least });
        expect(blocks.join('')).toBe(text);
        expect(blocks.flatMap(csvRows)).toEqual(rows.filter(isSomething));
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  test('with marks where none should be lose nothing', () => {
    expect(csvRows('a"b,c\n"x"y,2\n"open, 3\n')).toEqual([['a"b', 'c'], ['xy', '2'], ['open, 3\n']]);
    expect(csvRows('1,\r\n\r\n,2')).toEqual([
      ['1', ''],
      ['', '2'],
    ]);
  });
});
