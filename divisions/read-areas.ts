import path from 'node:path';
import { type Division, divisionTree } from '../config/index.ts';
import type { Bilingual } from '../core/errors.ts';
import type { AreaTable, Polygons } from '../schema/index.ts';
import { type Crs, toCgcs2000 } from '../values/index.ts';
import { divisionErrors } from './errors.ts';
import { readText } from './read-table.ts';

export type AreaKind = AreaTable['kind'];

export interface Area {
  code: string;
  name: string;
  /** Of a grid: the division it lies in, and who answers for it. */
  division: string | null;
  owner: string | null;
  /** `YYYY-MM-DD`; null = always / still. */
  validFrom: string | null;
  validTo: string | null;
  /** In CGCS2000. */
  polygons: Polygons;
}

export interface ReadAreas {
  file: string;
  kind: AreaKind;
  /** Absent: what the file says itself. */
  crs?: string | undefined;
  divisions: readonly Division[];
  /** `YYYY-MM-DD` */
  today: string;
}

const CRS: Record<string, Crs> = { CGCS2000: 'CGCS2000', WGS84: 'CGCS2000', GCJ02: 'GCJ02', BD09: 'BD09' };
/** What GeoJSON's own member `crs` may name: both are degrees of CGCS2000 to the centimetre. */
const SAID_IN_FILE = /(?:EPSG:+|CRS:?)(?:4490|4326|84)$/i;
/** Names that departments give to what we need, ours first. */
const NAMES = {
  code: ['code', 'adcode', '网格编码', '区划代码', '编码'],
  name: ['name', '网格名称', '名称'],
  division: ['division', 'parent', '所属社区', '社区编码', '所属区划'],
  owner: ['owner', '责任人', '网格员', '责任单位'],
  validFrom: ['valid_from', 'validFrom', '启用日期'],
  validTo: ['valid_to', 'validTo', '停用日期'],
};

/**
 * Reads polygons from GeoJSON into CGCS2000.
 *
 * @throws divisionFileUnreadable, areasCrsMissing; areasUnusable with every mistake at once
 */
export async function readAreas(request: ReadAreas): Promise<Area[]> {
  const mistakes: Bilingual[] = [];
  const features = featuresOf(await readText(request.file), mistakes);
  const areas = features === undefined ? [] : readFeatures(features, { ...request, crs: crsOf(request, features.said), mistakes });
  if (mistakes.length === 0) return areas;
  const list = (language: keyof Bilingual) => mistakes.map((mistake) => mistake[language]).join('\n');
  throw divisionErrors.areasUnusable({ file: path.basename(request.file), count: mistakes.length, list: list('en'), listZh: list('zh') });
}

interface Features {
  list: unknown[];
  /** Name of the coordinate system in the file itself. */
  said: string;
}

function featuresOf(text: string, mistakes: Bilingual[]): Features | undefined {
  const collection = parsed(text) as { features?: unknown; crs?: { properties?: { name?: unknown } } } | undefined;
  const list = collection?.features;
  if (Array.isArray(list) && list.length > 0) return { list, said: String(collection?.crs?.properties?.name ?? '') };
  mistakes.push({ en: 'This is no GeoJSON FeatureCollection with features.', zh: '不是含要素的 GeoJSON FeatureCollection。' });
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function crsOf({ file, crs }: ReadAreas, said: string): Crs {
  const found = crs === undefined ? (SAID_IN_FILE.test(said) ? 'CGCS2000' : undefined) : CRS[crs];
  if (found === undefined) throw divisionErrors.areasCrsMissing({ file: path.basename(file) });
  return found;
}

interface Reading extends Omit<ReadAreas, 'crs'> {
  crs: Crs;
  mistakes: Bilingual[];
}

function readFeatures({ list }: Features, reading: Reading): Area[] {
  const { kind, divisions, today, mistakes } = reading;
  const tree = divisionTree(divisions, today);
  const areas: Area[] = [];
  for (const [i, feature] of list.entries()) {
    const { id, properties, geometry } = (feature ?? {}) as { id?: unknown; properties?: Record<string, unknown>; geometry?: unknown };
    const text = (what: keyof typeof NAMES) => {
      const value = NAMES[what].map((name) => properties?.[name]).find((each) => each !== undefined && each !== null && each !== '');
      return value === undefined ? '' : String(value).trim();
    };
    const code = text('code') || (id === undefined ? '' : String(id));
    const at = { en: `feature ${i + 1}${code === '' ? '' : ` (${code})`}`, zh: `第 ${i + 1} 个要素${code === '' ? '' : `（${code}）`}` };
    const wrong = (en: string, zh: string) => mistakes.push({ en: `${at.en}: ${en}`, zh: `${at.zh}：${zh}` });
    if (code === '') wrong('no `code`', '缺少 code');
    const days = { validFrom: text('validFrom'), validTo: text('validTo') };
    for (const day of Object.values(days))
      if (day !== '' && !/^\d{4}-\d{2}-\d{2}$/.test(day)) wrong(`"${day}" is not YYYY-MM-DD`, `“${day}”不是 YYYY-MM-DD`);
    const division = text('division');
    if (kind === 'division' && code !== '' && tree.rows(code).length === 0) wrong('not in the table of divisions', '不在区划表中');
    if (kind === 'grid' && division === '')
      wrong('no `division`: the community or street it lies in', '缺少 division（所属社区或街道代码）');
    if (division !== '' && tree.rows(division).length === 0)
      wrong(`division ${division} is not in the table`, `区划 ${division} 不在区划表中`);
    const polygons = polygonsOf(geometry, reading, wrong);
    areas.push({
      ...{ code, name: text('name') || code, polygons, division: division || null, owner: text('owner') || null },
      ...{ validFrom: days.validFrom || null, validTo: days.validTo || null },
    });
  }
  checkPeriods(areas, mistakes);
  return areas;
}

function checkPeriods(areas: readonly Area[], mistakes: Bilingual[]): void {
  for (const [code, same] of Map.groupBy(areas, (area) => area.code)) {
    const ordered = same.toSorted((a, b) => ((a.validFrom ?? '') < (b.validFrom ?? '') ? -1 : 1));
    const overlaps = ordered.some((area, i) => i > 0 && (ordered[i - 1]!.validTo ?? '9999') > (area.validFrom ?? ''));
    if (overlaps) mistakes.push({ en: `${code}: written twice for the same days`, zh: `${code}：有效期重叠` });
  }
}

type Wrong = (en: string, zh: string) => void;

function polygonsOf(geometry: unknown, { crs }: Reading, wrong: Wrong): Polygons {
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown };
  const written = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : undefined;
  if (!Array.isArray(written) || written.length === 0) {
    wrong('no Polygon or MultiPolygon', '不是 Polygon 或 MultiPolygon');
    return [];
  }
  // Each kind of mistake once: a ring can have thousands of points.
  const found = new Map<string, string>();
  const rings = (polygon: unknown) => (Array.isArray(polygon) ? polygon : []).map((ring) => ringOf(ring, crs, found));
  const polygons = written.map(rings);
  for (const [en, zh] of found) wrong(en, zh);
  return polygons;
}

function ringOf(ring: unknown, crs: Crs, found: Map<string, string>): [number, number][] {
  const points = (Array.isArray(ring) ? ring : []) as unknown[];
  const converted = points.flatMap((point): [number, number][] => {
    const [x, y] = (Array.isArray(point) ? point : []) as unknown[];
    if (typeof x !== 'number' || typeof y !== 'number') found.set('a point is not two numbers', '坐标不是两个数');
    else if (x >= 3 && x <= 54 && y >= 73 && y <= 136) found.set('latitude stands before longitude', '纬度写在经度之前');
    else if (!(x >= 72.5 && x <= 136.5 && y >= 2.5 && y <= 54.5))
      found.set('a point lies outside China, or is not in degrees', '坐标不在中国范围内，或不是经纬度');
    else return [toCgcs2000([x, y], crs)];
    return [];
  });
  const [first, last] = [converted[0], converted.at(-1)];
  const isClosed = first !== undefined && last !== undefined && first[0] === last[0] && first[1] === last[1];
  if (found.size === 0 && (converted.length < 4 || !isClosed))
    found.set('a ring is not closed, or has fewer than four points', '环未闭合或少于四点');
  return converted;
}
