/** A row of a sheet. */
export interface SheetRow {
  /** As Excel counts, from 1. */
  number: number;
  /** By column; null where the cell is missing or empty. Ends with the last cell that has a value. */
  values: (string | null)[];
}

/** Cells that were merged into one, from 0, ends included. The value stands in the first of them. */
export interface MergedCells {
  firstRow: number;
  lastRow: number;
  firstColumn: number;
  lastColumn: number;
}

export interface FoundHeader {
  /** Names as the configuration writes them, where it knows them. */
  names: string[];
  /** Number of the last row that holds names. */
  lastRow: number;
}

/** So many rows are looked through for the header. */
export const rowsLookedAt = 30;
const tallestHeader = 3;

/**
 * Finds the rows that name the most of the declared columns; of equals the upper and the less tall. Without half of them anywhere, the first row
 * is the header, as far as anyone can tell.
 *
 * @param merges asked for only when one row alone does not name every column
 */
export async function findHeader(
  rows: readonly SheetRow[],
  { declared, merges }: { declared: readonly string[]; merges: () => Promise<readonly MergedCells[]> },
): Promise<FoundHeader | null> {
  const known = new Set(declared);
  let best: { header: FoundHeader; score: number } | null = null;
  const consider = (first: number, height: number, merged: readonly MergedCells[]) => {
    const header = readHeader(rows, { first, height, merged, declared });
    const score = new Set(header.names.filter((column) => known.has(column))).size;
    if (best === null || score > best.score) best = { header, score };
    return score;
  };
  const starts = rows.slice(0, rowsLookedAt).map((row) => row.number);
  for (const first of starts) if (consider(first, 1, []) === known.size) break;
  const single = best as { header: FoundHeader; score: number } | null;
  if (single === null) return null;
  if (single.score < known.size) {
    const merged = await merges();
    for (let height = 2; height <= tallestHeader; height++) for (const first of starts) consider(first, height, merged);
  }
  const { header, score } = best as unknown as { header: FoundHeader; score: number };
  return score > 0 && score * 2 >= known.size ? header : readHeader(rows, { first: starts[0]!, height: 1, merged: [], declared });
}

export interface HeaderPlace {
  first: number;
  height: number;
  merged: readonly MergedCells[];
  declared: readonly string[];
}

/** The names that stand in some rows: what is merged above counts for every column below it, from top to bottom joined by `/`. */
export function readHeader(rows: readonly SheetRow[], { first, height, merged, declared }: HeaderPlace): FoundHeader {
  const lines = Array.from({ length: height }, (_, i) => rows.find((row) => row.number === first + i)?.values ?? []);
  const width = Math.max(...lines.map((line) => lastNamed(line)));
  const parts = Array.from({ length: width }, (_, column) => partsOf(lines, { column, first, merged }));
  const lowest = parts.map((one) => one.at(-1) ?? '');
  const names = parts.map((one, i) => {
    const whole = one.join('/');
    const isAlone = lowest.filter((other) => other === lowest[i]).length === 1;
    return asDeclared(whole, declared) ?? (isAlone ? asDeclared(lowest[i]!, declared) : undefined) ?? whole;
  });
  return { names, lastRow: first + height - 1 };
}

function lastNamed(line: readonly (string | null)[]): number {
  return line.findLastIndex((value) => (value ?? '').trim() !== '') + 1;
}

function partsOf(
  lines: readonly (readonly (string | null)[])[],
  { column, first, merged }: { column: number; first: number; merged: readonly MergedCells[] },
): string[] {
  const parts: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const row = first - 1 + i;
    const cover = merged.find((one) => row >= one.firstRow && row <= one.lastRow && column >= one.firstColumn && column <= one.lastColumn);
    // A name merged downwards stands for all its rows, and counts once.
    if (cover !== undefined && cover.firstRow < row && cover.firstRow >= first - 1) continue;
    const part = lines[i]![cover?.firstColumn ?? column] ?? '';
    if (part.trim() !== '') parts.push(part);
  }
  return parts;
}

/** People break long names over lines and stretch short ones with spaces. */
function asDeclared(found: string, declared: readonly string[]): string | undefined {
  if (declared.includes(found)) return found;
  const plain = found.replaceAll(/\s/g, '');
  return plain === '' ? undefined : declared.find((column) => column.replaceAll(/\s/g, '') === plain);
}
