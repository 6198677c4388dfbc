export * from './entity-types.ts';
export type * from './golden.ts';
export type * from './postgres/tables.ts';
export * from './lake/families.ts';
