/**
 * Ids of golden entities: a letter for the type, a number in the order of the founding records, and a check letter, such as `p-10001W`.
 * They are opaque to users, never reused, and answer for ever.
 */
import { duck, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { type EntityType, ID_PREFIX } from '../schema/index.ts';

/** 23 letters without those read as digits. 23 is prime, so every wrong digit and every swap of two neighbours changes the letter. */
const CHECK_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';

/** Ids for a column of positive whole numbers. */
export function entityIdSql(type: EntityType, number: Sql): Sql {
  return duck`${`${ID_PREFIX[type]}-`} || ${number} || ${CHECK_LETTERS}[(${number} % ${rawSql(String(CHECK_LETTERS.length))}) + 1]`;
}
