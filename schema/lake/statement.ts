/** How a statement is numbered: one rule for all who write or compare them. */
import { duck, type Sql } from '../../core/duckdb/sql.ts';

export interface StatementParts {
  source: Sql;
  role: Sql;
  record: Sql;
  /** Everything the record says of the entity in this role: values, keys, doubts. */
  words: Sql;
  /**
   * Whether an identifier that proves itself (check digits, a full address) is among the words. Without one, equal words may speak of
   * strangers (two people of one name, a number that is a placeholder), so the statement belongs to its record alone.
   */
  proven: Sql;
}

/**
 * `statement` and `content`, UBIGINT each. Records of one source that say the same in the same role make one statement where it is proven.
 * By 64 bits, ten million statements share a number by chance three times in a million cities.
 */
export function statementSql({ source, role, record, words, proven }: StatementParts): { statement: Sql; content: Sql } {
  const content = duck`hash(${source}, ${role}, ${words})`;
  return { content, statement: duck`CASE WHEN ${proven} THEN ${content} ELSE hash(${content}, ${record}) END` };
}
