import { pad, textWidth } from './text-width.ts';

export type Cell = string | number | null | undefined;

/** A table for people: aligned columns, numbers to the right. What has no value shows as `–`. */
export function formatTable(titles: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = rows.map((row) => titles.map((_, index) => cellText(row[index])));
  const widths = titles.map((title, index) => Math.max(textWidth(title), ...texts.map((row) => textWidth(row[index]!))));
  const sides = titles.map(
    (_, index) => (rows.length > 0 && rows.every((row) => isNumeric(row[index])) ? 'right' : 'left') as 'left' | 'right',
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => pad(cell, widths[index]!, sides[index]!))
      .join('  ')
      .trimEnd();
  return [line(titles), line(widths.map((width) => '─'.repeat(width))), ...texts.map(line)].join('\n');
}

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined || cell === '') return '–';
  // A cell is one line: what a department wrote must not break the table or steer the terminal.
  return String(cell).replaceAll(/\p{Cc}+/gu, ' ');
}

function isNumeric(cell: Cell): boolean {
  return cell === null || cell === undefined || typeof cell === 'number';
}
