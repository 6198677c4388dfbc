/**
 * Ids of golden entities: a letter for the type, a number in the order of the founding records, and a check letter, such as `p-10001K`.
 * They are opaque to users, never reused, and answer for ever.
 */
import { duck, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { type EntityType, ID_PREFIX } from '../schema/index.ts';

/** 23 letters without those read as digits. 23 is prime, so every wrong digit and every swap of two neighbours changes the letter. */
const CHECK_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';

/** @param number positive whole number */
export function entityId(type: EntityType, number: number): string {
  return `${ID_PREFIX[type]}-${number}${CHECK_LETTERS[number % CHECK_LETTERS.length]}`;
}

/** The same in DuckDB, for a column of numbers. */
export function entityIdSql(type: EntityType, number: Sql): Sql {
  return duck`${`${ID_PREFIX[type]}-`} || ${number} || ${CHECK_LETTERS}[(${number} % ${rawSql(String(CHECK_LETTERS.length))}) + 1]`;
}

/** What kind of entity an id names; undefined when the id cannot exist (mistyped, or not an id). */
export function entityTypeOfId(id: string): EntityType | undefined {
  const match = /^([pch])-([1-9]\d{0,14})([A-Z])$/.exec(id);
  if (match === null) return undefined;
  const [, letter, digits, check] = match;
  if (CHECK_LETTERS[Number(digits) % CHECK_LETTERS.length] !== check) return undefined;
  return (Object.keys(ID_PREFIX) as EntityType[]).find((type) => ID_PREFIX[type] === letter);
}

/** The number inside an id: older entities have lower ones. */
export function entityNumber(id: string): number {
  return Number(/\d+/.exec(id)?.[0] ?? Number.NaN);
}
