export * from './entity-types.ts';
export type * from './golden.ts';
export * from './lake/families.ts';
export type * from './postgres/tables.ts';
