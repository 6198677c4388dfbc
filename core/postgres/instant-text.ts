/**
 * SQL of an instant as it is written everywhere outside: ISO 8601, UTC, milliseconds.
 *
 * @param column of ours, never a user's word
 */
export function instantText(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
