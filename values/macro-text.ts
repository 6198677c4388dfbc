/** Small parts of which the macros are written. They take and give SQL text written by programmers, never by users. */
import { literal } from '../core/duckdb/sql.ts';

export const text: (value: string) => string = literal;

/** Computes an expression once and names it in the body. A lambda over a list of one is the only binding a macro can have. */
export function letIn(variable: string, expression: string, body: string): string {
  return `list_transform([${expression}], lambda ${variable}: ${body})[1]`;
}

/** A list of the codes whose condition holds, sorted by code. */
export function codesWhere(conditions: Record<string, string>): string {
  const codes = Object.keys(conditions).sort();
  if (codes.length === 0) return '[]::VARCHAR[]';
  const list = codes.map((code) => `CASE WHEN ${conditions[code]} THEN ${text(code)} END`).join(', ');
  return `list_filter([${list}], lambda code: code IS NOT NULL)`;
}

/** What `clean_<type>` returns. */
export function cleaned(value: string, findings = '[]::VARCHAR[]'): string {
  return `{'value': ${value}, 'findings': ${findings}}`;
}

export function macro(signature: string, body: string): string {
  return `CREATE OR REPLACE MACRO ${signature} AS (${body})`;
}

/**
 * `quick_<type>` and `clean_<type>` of a type whose usual texts are told by one cheap condition: they are their own value, or `value`.
 * All others go the long way.
 */
export function quickAndLong(type: string, { usual, value = 'raw', long }: { usual: string; value?: string; long: string }): string[] {
  return [
    macro(`quick_${type}(raw)`, `CASE WHEN ${usual} THEN ${cleaned(value)} END`),
    macro(`clean_${type}(raw)`, `CASE WHEN ${usual} THEN ${cleaned(value)} ELSE ${long} END`),
  ];
}

export function fullMatch(expression: string, pattern: string): string {
  return `regexp_full_match(${expression}, ${text(pattern)})`;
}

export function contains(expression: string, pattern: string): string {
  return `regexp_matches(${expression}, ${text(pattern)})`;
}
