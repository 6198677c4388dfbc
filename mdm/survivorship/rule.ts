import type { Sql } from '../../core/duckdb/sql.ts';

/**
 * The parts a rule may order by, each a DuckDB expression giving a whole number, lower is better:
 * `trust` place of the source in the attribute's list (0–63), `recency` days backwards from the year 2149 (0–65535),
 * `rarity` 4095 minus how often the value is stated (0–4095).
 */
export interface RankParts {
  trust: Sql;
  recency: Sql;
  rarity: Sql;
}

/** A rule that picks the surviving value of an attribute. It is a file of this folder, named as the rule. */
export interface SurvivorshipRule {
  name: string;
  /** What a steward reads: why this value stands. */
  says: { en: string; zh: string };
  /** Parts in the order of their weight; the founding record decides a tie. */
  order(parts: RankParts): Sql[];
  /** Whether `rarity` is needed (it costs a count per value). */
  counts: boolean;
}
