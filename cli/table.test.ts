import { describe, expect, test } from '@jest/globals';
import { statusLine } from './progress.ts';
import { formatTable } from './table.ts';
import { textWidth } from './text-width.ts';

describe('a table for people', () => {
  test('lines up columns with Chinese in them, and numbers to the right', () => {
    expect(
      formatTable(
        ['name', 'rows'],
        [
          ['户籍人口', 7],
          ['tax', 1200],
          [null, 3],
        ],
      ).split('\n'),
    ).toEqual(['name      rows', '────────  ────', '户籍人口     7', 'tax       1200', '–            3']);
  });

  test('a cell cannot break the line or steer the terminal', () => {
    expect(formatTable(['x'], [['a\nb\u001b[2J']])).not.toContain('\u001b');
  });

  test('full-width characters count twice, combining marks not at all', () => {
    expect(['a', '三', 'Ａ', 'é', '𠮷'].map(textWidth)).toEqual([1, 2, 2, 1, 2]);
  });
});

describe('the progress line', () => {
  test('has rows, rate and time left', () => {
    expect(statusLine({ says: 'police.residents', rows: 12_000, share: 0.5 }, 4)).toBe(
      '[██████████░░░░░░░░░░]  police.residents  12,000 rows  3,000/s  4 s  4 s left',
    );
    expect(statusLine({ says: 'police.residents', rows: 12_000, share: 0.5 }, 4, 'zh')).toMatch(
      /12,000 行 {2}3,000 行\/秒 {2}4 秒 {2}剩余 4 秒$/,
    );
    expect(statusLine({ says: 'comparing' }, 0)).toBe('comparing  0 s');
  });
});
