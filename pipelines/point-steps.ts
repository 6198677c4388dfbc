import type { ColumnConfig, SourceConfig } from '../config/index.ts';
import type { Step } from '../core/duckdb/duck.ts';
import { duck, join, name } from '../core/duckdb/sql.ts';
import { trimmed } from './record-steps.ts';

/** The columns that stand in the file; points are made of them. */
export function fileColumns({ columns }: Pick<SourceConfig, 'columns'>): ColumnConfig[] {
  return columns.filter(({ point }) => point === undefined);
}

/** `raw` gets a column for each point: `GCJ02:121.55,29.87@2026-03-01`, as the value type reads it; nothing where both numbers are blank. */
export function pointSteps({ columns }: SourceConfig): Step[] {
  return columns.flatMap(({ name: column, point }): Step[] => {
    if (point === undefined) return [];
    const { longitude, latitude, crs = '?', captured } = point;
    const text = (part: string) => duck`coalesce(${trimmed(name(part))}, '')`;
    const day = captured === undefined ? [] : [duck`CASE WHEN ${text(captured)} = '' THEN '' ELSE '@' || ${text(captured)} END`];
    const written = join([duck`${`${crs}:`}`, text(longitude), duck`','`, text(latitude), ...day], ' || ');
    return [
      {
        name: `point:${column}`,
        says: `put ${column} together`,
        sql: duck`ALTER TABLE raw ADD COLUMN ${name(column)} VARCHAR;
          UPDATE raw SET ${name(column)} = ${written} WHERE ${text(longitude)} <> '' OR ${text(latitude)} <> ''`,
      },
    ];
  });
}
