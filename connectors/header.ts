import { connectorErrors } from './errors.ts';

const mostColumns = 2000;

/**
 * The names as found, made fit for a table: a nameless column is called `column_3` after its place.
 *
 * @throws connectorErrors.columnDuplicate, columnReserved, tooManyColumns, headerUnreadable
 */
export function checkHeader(found: readonly string[], file: string): string[] {
  if (found.length > mostColumns) throw connectorErrors.tooManyColumns({ file, limit: mostColumns });
  const names = found.map((column, i) => (column.trim() === '' ? `column_${i + 1}` : column));
  const seen = new Set<string>();
  for (const column of names) {
    if (column.includes('\0')) throw connectorErrors.headerUnreadable({ file, reason: { en: 'it has a zero byte.', zh: '含有零字节。' } });
    const plain = column.toLowerCase();
    if (plain === 'row_number') throw connectorErrors.columnReserved({ column, file });
    if (seen.has(plain)) throw connectorErrors.columnDuplicate({ column, file });
    seen.add(plain);
  }
  return names;
}

/** @throws connectorErrors.partHeaderDiffers when a later part has other columns than the first. */
export function checkSameHeader(first: readonly string[], { file, columns }: { file: string; columns: readonly string[] }): void {
  if (first.length === columns.length && first.every((column, i) => column === columns[i])) return;
  // Where no name is shared, a row of values may stand in the header's place: then nothing of it is told.
  const found = columns.some((column) => first.includes(column)) ? columns.join(', ') : '…';
  throw connectorErrors.partHeaderDiffers({ file, found, expected: first.join(', ') });
}
