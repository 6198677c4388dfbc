import type { SourceConfig } from '../config/index.ts';
import type { Step } from '../core/duckdb/duck.ts';
import { duck, join, literal, name, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { edgesOf } from '../values/index.ts';
import { type CleanRequest, meaningRows, meansSame, rawColumn } from './clean-steps.ts';
import type { DistrictArea } from './context.ts';

/**
 * Whether a point agrees with the address beside it: it should lie in the district that the address names, and near the other points of
 * the same road number or estate. Tables: `district_area` (code, edges) and per point column i `misplaced<i>` (row_number, code).
 */

/** A point of a house and the column with its address. */
interface Placed {
  point: number;
  address: number;
}

/** Borders are drawn coarsely: a point within some 300 metres of its district is not outside. In degrees. */
const TOLERANCE = 0.003;
/** What is farther from the middle of its neighbours, of whom there are at least so many, is told. */
const FAR_METRES = 1_500;
const NEIGHBOURS = 4;
const METRES_PER_DEGREE = 111_320;

export function placedColumns({ columns, mentions }: SourceConfig): Placed[] {
  const place = (column: string | undefined) => columns.findIndex((each) => each.name === column);
  return mentions.flatMap(({ entity, attributes }) => {
    if (entity !== 'house') return [];
    const named = Object.values(attributes);
    const point = named.find((column) => columns[place(column)]?.type === 'point');
    const address = named.find((column) => columns[place(column)]?.type === 'address');
    return point === undefined || address === undefined ? [] : [{ point: place(point), address: place(address) }];
  });
}

type PlaceRequest = Pick<CleanRequest, 'source' | 'unique' | 'areFew'> & { areas: readonly DistrictArea[] };

export function placeSteps(request: PlaceRequest): Step[] {
  const placed = placedColumns(request.source);
  if (placed.length === 0) return [];
  return [areasStep(request.areas), ...placed.map((each) => misplacedStep(request, each))];
}

function areasStep(areas: readonly DistrictArea[]): Step {
  const shape = rawSql(literal('[{"x1":"DOUBLE","y1":"DOUBLE","x2":"DOUBLE","y2":"DOUBLE"}]'));
  const rows = areas.map(
    ({ code, polygons }) => duck`SELECT ${code} AS code, from_json(${JSON.stringify(edgesOf(polygons))}, ${shape}) AS edges`,
  );
  const none = duck`SELECT '' AS code, from_json('[]', ${shape}) AS edges WHERE false`;
  return {
    name: 'districtAreas',
    says: 'take the areas of districts',
    sql: duck`CREATE TABLE district_area AS ${join([none, ...rows], ' UNION ALL ')}`,
  };
}

function misplacedStep(request: PlaceRequest, { point, address }: Placed): Step {
  const { unique } = request;
  const lon = rawSql('point_longitude(value)');
  const lat = rawSql('point_latitude(value)');
  const held = [
    [0, 0],
    [TOLERANCE, 0],
    [-TOLERANCE, 0],
    [0, TOLERANCE],
    [0, -TOLERANCE],
  ].map(([x, y]) => duck`edges_hold(a.edges, lon + ${x!}, lat + ${y!})`);
  return {
    name: `misplaced:${point}`,
    says: 'find points outside their district, and far from their neighbours',
    sql: duck`CREATE TABLE ${misplacedTable(point)} AS
      WITH placed AS (SELECT row_number, district, place, ${lon} AS lon, ${lat} AS lat FROM (
        SELECT touched.row_number, p.value, address_division(d.value) AS district, split_part(d.value, '/', 1) || '/' || split_part(d.value, '/', 2) AS place
        FROM touched JOIN ${meaningRows(point, request)} p ON ${meansSame(point, rawSql('p'), unique)}
          JOIN ${meaningRows(address, request)} d ON ${meansSame(address, rawSql('d'), unique)}
        WHERE p.value IS NOT NULL AND d.value IS NOT NULL)),
      outside AS (SELECT lon, lat, district FROM (SELECT DISTINCT lon, lat, district FROM placed) p JOIN district_area a ON a.code = p.district
        WHERE NOT (${join(held, ' OR ')})),
      middle AS (SELECT place, median(lon) AS lon, median(lat) AS lat FROM placed WHERE NOT starts_with(place, '/') AND NOT ends_with(place, '/-')
        GROUP BY place HAVING count(*) >= ${NEIGHBOURS})
      SELECT row_number, 'pointOutsideDistrict' AS code FROM placed SEMI JOIN outside USING (lon, lat, district)
      UNION ALL SELECT row_number, 'pointFarFromNeighbours' FROM placed p JOIN middle m USING (place)
        WHERE sqrt(power((p.lon - m.lon) * cos(radians(p.lat)), 2) + power(p.lat - m.lat, 2)) * ${METRES_PER_DEGREE} > ${FAR_METRES}`,
  };
}

function misplacedTable(point: number): Sql {
  return name(`misplaced${point}`);
}

/** Findings of points, as rows of `finding`. */
export function placeFindings(source: SourceConfig): Sql[] {
  return placedColumns(source).map(
    ({ point }) => duck`SELECT row_number, ${point} AS position, ${source.columns[point]!.name} AS field, m.code,
      left(${rawColumn(point)}, 200) AS value, 'warning' AS severity FROM ${misplacedTable(point)} m JOIN touched USING (row_number)`,
  );
}
