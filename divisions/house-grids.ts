import type { Database } from '../core/postgres/database.ts';
import type { GoldenReader, HubDatabase } from '../schema/index.ts';
import { pointPlace } from '../values/index.ts';
import { type AreaIndex, createAreaIndex } from './area-index.ts';
import { areasOf, areasVersion } from './area-store.ts';

/** How long an import of grids may go unseen by a process that serves. */
const STALE_MS = 5_000;

/** Attributes of a house that no source states: they follow from its `location` and the grids of the day. */
export function withGrids(golden: GoldenReader, database: Database<HubDatabase>, today: () => string): GoldenReader {
  const grids = createGrids(database);
  return {
    ...golden,
    async read(entityType, ids, at) {
      const found = await golden.read(entityType, ids, at);
      if (entityType !== 'house' || found.every(({ attributes }) => attributes['location'] === undefined)) return found;
      const index = await grids();
      return found.map((house) => ({ ...house, attributes: gridOf(house.attributes, { index, day: at.validOn ?? today() }) }));
    },
    async search(request) {
      const found = await golden.search(request);
      if (request.entityType !== 'house' || found.every(({ attributes }) => attributes['location'] === undefined)) return found;
      const index = await grids();
      return found.map((house) => ({ ...house, attributes: gridOf(house.attributes, { index, day: request.validOn ?? today() }) }));
    },
  };
}

function gridOf(attributes: Record<string, string>, { index, day }: { index: AreaIndex; day: string }): Record<string, string> {
  const location = attributes['location'];
  const grid = location === undefined ? undefined : index.at(pointPlace(location), day);
  if (grid === undefined) return attributes;
  return { ...attributes, grid: grid.code, ...(grid.owner === null ? {} : { gridOwner: grid.owner }) };
}

/** The grids in force, read again when others were imported. */
function createGrids(database: Database<HubDatabase>): () => Promise<AreaIndex> {
  let known: { version: string; index: AreaIndex } | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (known !== undefined && performance.now() - askedAt < STALE_MS) return known.index;
    const version = await areasVersion(database);
    if (known?.version !== version) known = { version, index: createAreaIndex(await areasOf(database, 'grid')) };
    askedAt = performance.now();
    return known.index;
  };
}
