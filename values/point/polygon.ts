/** Whether a point lies in an area, by the even-odd rule; points on an edge may fall on either side. */
import { macro } from '../macro-text.ts';

/** Rings of `[longitude, latitude]`: of each polygon the outer one first, then its holes. The first point of a ring is its last. */
export type Polygons = readonly (readonly (readonly (readonly [number, number])[])[])[];

/** An edge of a ring, as it stands in DuckDB: `STRUCT(x1 DOUBLE, y1 DOUBLE, x2 DOUBLE, y2 DOUBLE)`. */
export interface Edge {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

export function edgesOf(polygons: Polygons): Edge[] {
  return polygons.flatMap((rings) =>
    rings.flatMap((ring) => ring.slice(1).map(([x2, y2], i): Edge => ({ x1: ring[i]![0], y1: ring[i]![1], x2, y2 }))),
  );
}

export function edgesHold(edges: readonly Edge[], [x, y]: readonly [number, number]): boolean {
  let inside = false;
  for (const { x1, y1, x2, y2 } of edges) {
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

/** `edges_hold(edges, lon, lat)`: the same in SQL, over a list of edges. */
export const polygonMacros: string[] = [
  macro(
    'edges_hold(edges, lon, lat)',
    `len(list_filter(edges, lambda e: (e.y1 > lat) <> (e.y2 > lat) AND lon < ((e.x2 - e.x1) * (lat - e.y1)) / (e.y2 - e.y1) + e.x1)) % 2 = 1`,
  ),
];
