import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Duck } from '../../core/duckdb/duck.ts';
import { duck } from '../../core/duckdb/sql.ts';
import { createValueTypes, registerMacros } from '../index.ts';
import { pointPlace } from './clean-point.ts';
import { fromCgcs2000, toCgcs2000 } from './datum.ts';
import { type Edge, edgesHold, edgesOf } from './polygon.ts';

const types = createValueTypes({ divisions: [], today: '2026-10-01' });
let db: Duck;
beforeAll(async () => {
  db = await Duck.open({ spillFolder: mkdtempSync(path.join(tmpdir(), 'sanku-point-')) });
  await registerMacros(db, types);
});
afterAll(() => db.close());

const SEED = { numRuns: 400, seed: 20261001 };
const degrees = (min: number, max: number) => fc.integer({ min: min * 1e6, max: max * 1e6 }).map((n) => n / 1e6);
const inChina = fc.tuple(degrees(73, 136), degrees(3, 54));

describe('a point', () => {
  test('of any coordinate system is converted alike in both languages, anywhere in China', async () => {
    const raws = fc
      .sample(fc.tuple(fc.constantFrom('CGCS2000', 'GCJ02', 'BD09'), inChina), SEED)
      .map(([crs, [x, y]]) => `${crs}:${x},${y}`);
    const rows = await db.rows<{ value: string | null }>(
      duck`SELECT clean_point(raw).value AS value FROM (SELECT unnest(${raws}::VARCHAR[]) AS raw, unnest(range(${raws.length})) AS i) ORDER BY i`,
    );
    expect(rows.map(({ value }) => value)).toEqual(raws.map((raw) => types['point']!.clean(raw).value));
  });

  test('in GCJ-02 or BD-09 taken for one in CGCS2000 would lie up to two kilometres off', () => {
    fc.assert(
      fc.property(inChina, ([x, y]) => {
        for (const crs of ['GCJ02', 'BD09'] as const) {
          const [longitude, latitude] = toCgcs2000([x, y], crs);
          const metres = Math.hypot((longitude - x) * 111_000 * Math.cos((y * Math.PI) / 180), (latitude - y) * 111_000);
          expect(metres).toBeGreaterThan(10);
          expect(metres).toBeLessThan(2_000);
        }
      }),
      SEED,
    );
    expect(pointPlace('CGCS2000:121.549792,29.868388@2026-03-01')).toEqual([121.549792, 29.868388]);
  });

  test('comes back from the system it was brought into', () => {
    fc.assert(
      fc.property(inChina, ([x, y]) => {
        for (const crs of ['CGCS2000', 'GCJ02', 'BD09'] as const) {
          const [longitude, latitude] = toCgcs2000(fromCgcs2000([x, y], crs), crs);
          expect(Math.hypot(longitude - x, latitude - y)).toBeLessThan(5e-5);
        }
      }),
      SEED,
    );
  });
});

describe('an area', () => {
  /** A district with a lake in it, and an island. */
  const square = (x: number, y: number, size: number): [number, number][] => [
    ...([
      [x, y],
      [x + size, y],
      [x + size, y + size],
      [x, y + size],
      [x, y],
    ] as [number, number][]),
  ];
  const edges = edgesOf([[square(121, 29, 1), square(121.4, 29.4, 0.2)], [square(123, 29, 0.5)]]);

  test('holds what lies in it, and neither its holes nor what lies between its parts', () => {
    const holds = ([x, y]: [number, number]) => edgesHold(edges, [x, y]);
    expect([holds([121.1, 29.1]), holds([121.5, 29.5]), holds([122.5, 29.2]), holds([123.2, 29.2])]).toEqual([true, false, false, true]);
  });

  test('holds the same points in both languages', async () => {
    const points = fc.sample(fc.tuple(degrees(120, 125), degrees(28, 31)), { numRuns: 500, seed: 7 });
    const list = (part: keyof Edge) => edges.map((edge) => edge[part]);
    const rows = await db.rows<{ held: boolean }>(
      duck`WITH area AS (SELECT list_transform(range(${edges.length}), lambda i: {x1: (${list('x1')}::DOUBLE[])[i + 1], y1: (${list('y1')}::DOUBLE[])[i + 1],
          x2: (${list('x2')}::DOUBLE[])[i + 1], y2: (${list('y2')}::DOUBLE[])[i + 1]}) AS edges)
        SELECT edges_hold(edges, x, y) AS held FROM area,
          (SELECT unnest(${points.map(([x]) => x)}::DOUBLE[]) AS x, unnest(${points.map(([, y]) => y)}::DOUBLE[]) AS y, unnest(range(${points.length})) AS i) p ORDER BY i`,
    );
    expect(rows.map(({ held }) => held)).toEqual(points.map((point) => edgesHold(edges, point)));
    expect(rows.some(({ held }) => held) && rows.some(({ held }) => !held)).toBe(true);
  });
});
