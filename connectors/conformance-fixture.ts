/** What a format's `conformance.ts` exports as `fixture`, so that the one suite can run over it. */
export interface FormatFixture {
  settings: Record<string, unknown>;
  /** A file of this format. null = absent, '' = an empty text. */
  write(table: FixtureTable): Promise<Buffer>;
  /** What a file of this format cannot say. */
  cannot: readonly ('missing' | 'lineBreaks' | 'headerOnly' | 'spacesAtTheEnd' | 'duplicateColumns' | 'fixedColumns')[];
  /** Code of the error, or of the one unreadable row, when the file's last bytes are cut off in the middle of the last row. */
  cutOff: { bytes: number; code: string };
}

export interface FixtureTable {
  columns: string[];
  rows: (string | null)[][];
}
