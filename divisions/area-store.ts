/** Polygons of divisions and grids. Those of one kind are replaced as a whole, in one transaction. */
import type { Database } from '../core/postgres/database.ts';
import { jsonb } from '../core/postgres/jsonb.ts';
import type { HubDatabase } from '../schema/index.ts';
import type { Area, AreaKind } from './read-areas.ts';

type Hub = Database<HubDatabase>;

const ROWS_PER_STATEMENT = 500;
const SETTING = 'areas';

export async function replaceAreas({ kysely }: Hub, kind: AreaKind, areas: readonly Area[]): Promise<void> {
  await kysely.transaction().execute(async (tx) => {
    await tx.deleteFrom('area').where('kind', '=', kind).execute();
    for (let first = 0; first < areas.length; first += ROWS_PER_STATEMENT) {
      const rows = areas.slice(first, first + ROWS_PER_STATEMENT).map(({ validFrom, validTo, polygons, ...area }) => ({
        ...{ kind, ...area, polygons: jsonb(polygons) },
        ...{ valid_from: validFrom ?? '-infinity', valid_to: validTo ?? 'infinity' },
      }));
      await tx.insertInto('area').values(rows).execute();
    }
    const version = { [kind]: areas.length, at: new Date().toISOString() };
    await tx
      .insertInto('setting')
      .values({ name: SETTING, value: jsonb(version) })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: jsonb(version) }))
      .execute();
  });
}

/** In the order of their codes. */
export async function areasOf({ kysely }: Hub, kind: AreaKind): Promise<Area[]> {
  const rows = await kysely.selectFrom('area').selectAll().where('kind', '=', kind).orderBy('code').orderBy('valid_from').execute();
  return rows.map(({ code, name, division, owner, polygons, valid_from, valid_to }) => ({
    ...{ code, name, division, owner, polygons },
    ...{ validFrom: valid_from === '-infinity' ? null : valid_from, validTo: valid_to === 'infinity' ? null : valid_to },
  }));
}

/** Another text after each import: what was read may be kept until it changes. */
export async function areasVersion({ kysely }: Hub): Promise<string> {
  const row = await kysely.selectFrom('setting').select('value').where('name', '=', SETTING).executeTakeFirst();
  return JSON.stringify(row?.value ?? null);
}

/** The grids of a division on a day, as items of the tree. */
export async function gridsUnder(
  { sql }: Hub,
  { division, on }: { division: string; on: string },
): Promise<{ code: string; name: string; level: 'grid'; parent: string }[]> {
  const rows = await sql<{ code: string; name: string }[]>`select code, name from area
    where kind = 'grid' and division = ${division} and valid_from <= ${on}::date and valid_to > ${on}::date order by code`;
  return rows.map(({ code, name }) => ({ code, name, level: 'grid', parent: division }));
}
