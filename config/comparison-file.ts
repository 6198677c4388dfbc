/** A comparison's file: YAML in a leading block comment, then SQL. */
export interface ComparisonFile {
  header: string;
  /** Lines of the file before the header's first. */
  linesBefore: number;
  sql: string;
  /** Line, from 1, on which the SQL begins. */
  sqlLine: number;
}

const LEADING_COMMENT = /^\s*\/\*([\s\S]*?)\*\//;

export function splitComparison(text: string): ComparisonFile | undefined {
  const match = LEADING_COMMENT.exec(text);
  if (match === null) return undefined;
  const header = match[1]!;
  const before = text.slice(0, match[0].length - header.length - 2);
  const sql = text.slice(match[0].length);
  return { header, linesBefore: linesIn(before), sql: sql.trim(), sqlLine: linesIn(match[0]) + 1 };
}

function linesIn(text: string): number {
  return text.split('\n').length - 1;
}
