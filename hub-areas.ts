/** Polygons in an open hub: those of grids and of divisions are imported and listed. */
import { type Area, type AreaKind, areasOf, readAreas, replaceAreas } from './divisions/index.ts';
import type { Hub } from './hub.ts';
import { todayOf } from './hub-divisions.ts';

/** Puts the polygons of a file in the place of all of their kind. @throws divisionFileUnreadable, areasCrsMissing, areasUnusable */
export async function importAreas(hub: Hub, request: { file: string; kind: AreaKind; crs?: string | undefined }): Promise<Area[]> {
  const areas = await readAreas({ ...request, divisions: hub.config.divisions, today: todayOf(hub) });
  await replaceAreas(hub.database, request.kind, areas);
  return areas;
}

export function listAreas(hub: Hub, kind: AreaKind): Promise<Area[]> {
  return areasOf(hub.database, kind);
}
