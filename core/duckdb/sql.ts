/**
 * The one way to write DuckDB SQL: a tagged template in which every substitution is either a value, written as a
 * literal that cannot break out, or a fragment made by this module. The text is complete, so a step can be printed as it runs.
 */

export class Sql {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type SqlValue = string | number | bigint | boolean | null | undefined | Date | readonly SqlValue[];

/** Writes a DuckDB statement: values become literals, fragments are taken as they are. */
export function duck(strings: TemplateStringsArray, ...parts: (SqlValue | Sql)[]): Sql {
  return new Sql(strings.reduce((text, piece, i) => text + toText(parts[i - 1]) + piece));
}

/** A quoted identifier: a column, table or schema name. */
export function name(identifier: string): Sql {
  return new Sql(`"${identifier.replaceAll('"', '""')}"`);
}

/** Joins fragments, by default with a comma. */
export function join(fragments: readonly Sql[], separator = ', '): Sql {
  return new Sql(fragments.map((fragment) => fragment.text).join(separator));
}

/** SQL text written by a programmer, never by a user: macros, files of the repository. The one ugly word. */
export function rawSql(text: string): Sql {
  return new Sql(text);
}

function toText(part: SqlValue | Sql): string {
  return part instanceof Sql ? part.text : literal(part);
}

/** A value as a DuckDB literal. */
export function literal(value: SqlValue): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`not a number that SQL can hold: ${value}`);
    return String(value);
  }
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return `TIMESTAMPTZ '${value.toISOString()}'`;
  return `[${value.map(literal).join(', ')}]`;
}
