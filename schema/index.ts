export * from './entity-types.ts';
export type * from './golden.ts';
export * from './house-levels.ts';
export * from './lake/families.ts';
export * from './lake/family-state.ts';
export * from './lake/statement.ts';
export * from './postgres/run-store.ts';
export type * from './postgres/tables.ts';
export * from './presumptions.ts';
