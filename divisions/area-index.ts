import { type Edge, edgesHold, edgesOf } from '../values/index.ts';
import type { Area } from './read-areas.ts';

/** Longitude and latitude in CGCS2000. */
export type Place = [number, number];

export interface AreaIndex {
  /** The area that holds the point on a day; of several the one with the smallest code. */
  at(place: Place, day: string): Area | undefined;
}

interface Indexed {
  area: Area;
  edges: Edge[];
  box: [west: number, south: number, east: number, north: number];
}

export function createAreaIndex(areas: readonly Area[]): AreaIndex {
  const indexed = areas.toSorted((a, b) => (a.code < b.code ? -1 : 1)).map(toIndexed);
  return {
    at: ([x, y], day) =>
      indexed.find(
        ({ area, edges, box: [west, south, east, north] }) =>
          x >= west && x <= east && y >= south && y <= north && isValid(area, day) && edgesHold(edges, [x, y]),
      )?.area,
  };
}

function isValid({ validFrom, validTo }: Area, day: string): boolean {
  return (validFrom === null || validFrom <= day) && (validTo === null || validTo > day);
}

function toIndexed(area: Area): Indexed {
  const edges = edgesOf(area.polygons);
  const box: Indexed['box'] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x1, y1 } of edges) {
    box[0] = Math.min(box[0], x1);
    box[1] = Math.min(box[1], y1);
    box[2] = Math.max(box[2], x1);
    box[3] = Math.max(box[3], y1);
  }
  return { area, edges, box };
}
