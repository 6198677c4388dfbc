/** How the rest of the hub uses a value type: in bulk as SQL, for single values as functions. */
import { defineMacros } from '../core/duckdb/define-macros.ts';
import type { Duck } from '../core/duckdb/duck.ts';
import { duck, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { checkDigitMacros } from './check-digit-macros.ts';
import { foldMacros } from './fold.ts';
import type { ValueType } from './value-type.ts';

/** Defines the macros of all types in a database, the functions that they call, and macros that are made of them. */
export async function registerMacros(db: Duck, types: Record<string, ValueType>, others: readonly string[] = []): Promise<void> {
  for (const { functions = {} } of Object.values(types)) for (const [name, work] of Object.entries(functions)) db.define(name, work);
  await defineMacros(db, [...foldMacros, ...checkDigitMacros, ...Object.values(types).flatMap((type) => type.macros), ...others]);
}

/** `STRUCT(value VARCHAR, findings VARCHAR[])` of a raw VARCHAR; null, empty and blank give a null value without findings. */
export function cleanSql(type: ValueType, raw: Sql): Sql {
  return call('clean', type, [raw]);
}

/**
 * As `cleanSql`, for the usual texts only, many times as fast; `value` is NULL for all others. Undefined where a type has no usual
 * texts. Bulk work takes the others by themselves: each chunk of rows that holds one of them pays for the start of its lambdas.
 */
export function quickSql(type: ValueType, raw: Sql): Sql | undefined {
  return type.quick ? call('quick', type, [raw]) : undefined;
}

/** `VARCHAR[]`: the join keys `scheme:value` of a cleaned value; empty when it is null or may not join. */
export function joinKeysSql(type: ValueType, attribute: string, value: Sql): Sql {
  if (!type.joinKeys) return rawSql('[]::VARCHAR[]');
  const keys = call('keys', type, [value]);
  return duck`coalesce(list_transform(${keys}, lambda join_key: CASE WHEN starts_with(join_key, ':') THEN ${attribute} || join_key ELSE join_key END), []::VARCHAR[])`;
}

/** `VARCHAR`: the form in which a cleaned value is searched. */
export function searchFormSql(type: ValueType, value: Sql): Sql {
  return type.searchForm ? call('search', type, [value]) : value;
}

/** `BOOLEAN`: false only where the two cleaned values cannot be the same in truth; null when one is null. */
export function compatibleSql(type: ValueType, a: Sql, b: Sql): Sql {
  return type.compatible ? call('compatible', type, [a, b]) : duck`(${a}) = (${b})`;
}

/** As `joinKeysSql`, for one value. */
export function joinKeys(type: ValueType, attribute: string, value: string): string[] {
  return (type.joinKeys?.(value) ?? []).map((key) => (key.startsWith(':') ? attribute + key : key));
}

/** As `searchFormSql`, for one value. */
export function searchForm(type: ValueType, value: string): string {
  return type.searchForm?.(value) ?? value;
}

/** As `compatibleSql`, for two values. */
export function valuesCompatible(type: ValueType, a: string, b: string): boolean {
  return type.compatible?.(a, b) ?? a === b;
}

/** How a value is shown to those without the right to see it whole. */
export function maskValue(type: ValueType, value: string | null): string | null {
  return value === null ? null : type.mask(value);
}

function call(macro: string, type: ValueType, parameters: Sql[]): Sql {
  return rawSql(`${macro}_${type.name.replaceAll('-', '_')}(${parameters.map((parameter) => parameter.text).join(', ')})`);
}
