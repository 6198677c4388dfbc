export interface CsvLine {
  /** Counted from 1. */
  line: number;
  cells: string[];
  /** Column in the line, from 1, at which each cell begins. */
  starts: number[];
}

/** Cells of a comma-separated text without line breaks in its cells; empty lines are left out. */
export function csvLines(text: string): CsvLine[] {
  const found: CsvLine[] = [];
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '') continue;
    const cells: string[] = [];
    const starts: number[] = [];
    // A cell is quoted, with quotes doubled inside, or runs to the next comma.
    for (const match of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
      cells.push((match[1]?.replaceAll('""', '"') ?? match[2] ?? '').trim());
      starts.push(match.index + (match[0].startsWith(',') ? 2 : 1));
    }
    found.push({ line: index + 1, cells, starts });
  }
  return found;
}
