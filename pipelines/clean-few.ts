import type { Duck, Step } from '../core/duckdb/duck.ts';
import { duck, join } from '../core/duckdb/sql.ts';
import { type RowValue, writeRows } from '../core/duckdb/write-rows.ts';
import { joinKeys, searchForm } from '../values/index.ts';
import { type CleanRequest, feeds, meaningOf, meaningStep, rawColumn } from './clean-steps.ts';
import { isFormulaErrorText } from './formula-errors.ts';

/**
 * Where few rows changed, their texts are cleansed by the functions of the value types: to plan a column's macros takes longer than to cleanse its texts.
 * One property test holds functions and macros together, so the meaning is the same. Table made: `cleansed` (place of the column, raw, value, findings,
 * joins and searches: the keys of what the column feeds, in that order).
 *
 * @returns the steps that make the same tables of it as `cleanSteps` does
 */
export async function cleanseFew(db: Duck, request: CleanRequest): Promise<Step[]> {
  const { columns } = request.source;
  const texts = await distinctTexts(db, columns.length);
  const rows: RowValue[][] = [];
  for (const [i, column] of columns.entries()) {
    if (column.codes !== undefined) continue;
    const means = meaningOfTexts(request, i);
    for (const raw of texts[i]!) rows.push([i, raw, ...means(raw)]);
    // A look-up that comes meanwhile need not wait for all columns.
    await new Promise(setImmediate);
  }
  const shape = {
    place: 'INTEGER',
    raw: 'VARCHAR',
    value: 'VARCHAR',
    findings: 'VARCHAR[]',
    joins: 'VARCHAR[][]',
    searches: 'VARCHAR[]',
  } as const;
  await writeRows(db, { table: 'cleansed', columns: shape }, rows);
  return fewSteps(request);
}

async function distinctTexts(db: Duck, columns: number): Promise<Set<string>[]> {
  const texts = Array.from({ length: columns }, () => new Set<string>());
  const raws = join(texts.map((_, i) => rawColumn(i)));
  for await (const chunk of db.columns(duck`SELECT ${raws} FROM touched`)) {
    for (const [i, column] of chunk.columns.entries())
      for (const raw of column as (string | null)[]) if (raw !== null && !isFormulaErrorText(raw)) texts[i]!.add(raw);
  }
  return texts;
}

/** Value, findings and keys of the texts of column i. */
function meaningOfTexts(request: CleanRequest, i: number): (raw: string) => RowValue[] {
  const { source, valueTypes } = request;
  const own = valueTypes[source.columns[i]!.type]!;
  const fed = feeds(request, i).map(({ attribute: { name, type } }) => ({ name, type: valueTypes[type]! }));
  return (raw) => {
    const { value, findings } = own.clean(raw);
    const joins = fed.map(({ name, type }) => (value === null ? null : joinKeys(type, name, value).sort(byBytes)));
    const searches = fed.map(({ name, type }) => (value === null ? null : `${name}:${searchForm(type, value)}`));
    return [value, findings, joins, searches];
  };
}

/** The order of DuckDB's lists of texts. */
function byBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

function fewSteps(request: CleanRequest): Step[] {
  return request.source.columns.map(({ codes }, i) => {
    if (codes !== undefined) return meaningStep(request, { i, isUsual: false });
    const keys = feeds(request, i).map((_, k) => ({ joins: duck`joins[${k + 1}]`, searches: duck`searches[${k + 1}]` }));
    const rows = duck`SELECT * FROM cleansed WHERE place = ${i}`;
    return meaningOf(request, i, { rows, value: duck`value`, findings: duck`findings`, keys });
  });
}
