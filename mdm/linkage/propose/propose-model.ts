/** A model for a file that nobody described: short, with the reasons as comments, to be looked at and corrected by whoever knows the file. */
import path from 'node:path';
import type { Duck } from '../../../core/duckdb/duck.ts';
import type { Bilingual } from '../../../core/errors.ts';
import { guessKind } from '../../../values/index.ts';
import { unreadable } from '../check-files.ts';
import { linkageErrors } from '../errors.ts';
import { percent } from '../numbers.ts';
import { type ColumnMeasure, measureFile } from './measure-steps.ts';

export interface ProposedModel {
  /** The model, with comments. */
  yaml: string;
  rows: number;
  /** Null: no column names the row. */
  id: string | null;
  columns: { name: string; kind: string; filled: number; distinct: number }[];
  leftOut: { name: string; why: Bilingual }[];
}

/** @throws inputUnreadable, noRecords */
export async function proposeModel(db: Duck, file: string, language: keyof Bilingual): Promise<ProposedModel> {
  const measured = await measureFile(db, file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  const rows = measured[0]?.rows ?? 0;
  if (rows === 0) throw linkageErrors.noRecords({ files: path.basename(file) });
  const id = findId(measured);
  const leftOut = measured.flatMap((column) => {
    const why = column === id ? undefined : uselessness(column);
    return why === undefined ? [] : [{ name: column.name, why }];
  });
  const used = measured.filter((column) => column !== id && !leftOut.some(({ name }) => name === column.name));
  const point = findPoint(used);
  const columns = used
    .filter((column) => point === undefined || !point.includes(column))
    .map((column) => ({ column, kind: guessKind(column.name, column.sample) ?? 'text' }));
  const lines = columns.map(({ column, kind }) => columnLine(column, kind, language));
  if (point !== undefined) lines.push(pointLine(point, language));
  const yaml = write({ file: path.basename(file), rows, id, lines, leftOut }, language);
  const told = columns.map(({ column: { name, filled, distinct }, kind }) => ({ name, kind, filled, distinct }));
  return { yaml, rows, id: id?.name ?? null, columns: told, leftOut };
}

/** A full column of different values that is called like one, else the first such column if it is short. */
function findId(columns: readonly ColumnMeasure[]): ColumnMeasure | undefined {
  const unique = columns.filter(({ rows, filled, distinct }) => filled === rows && distinct === rows);
  const called = unique.find(({ name }) => /^(id|key|row|record)$|[_-]?(id|key|rec_?no)$|^(rec|unique|row)_?|编号|序号|主键/i.test(name));
  return called ?? (unique[0] === columns[0] && unique[0]!.code > 0.9 && unique[0]!.length <= 24 ? unique[0] : undefined);
}

const OF_THE_ROW = /(^|_)(status|created|updated|modified|inserted|timestamp|batch|source)(_|$)|_type$|状态|更新时间|录入|来源|操作员/i;

function uselessness({ filled, distinct, rows, name, code }: ColumnMeasure): Bilingual | undefined {
  if (filled === 0) return { en: 'no value anywhere', zh: '全为空' };
  if (distinct === 1 && rows > 1) return { en: 'one value everywhere', zh: '取值处处相同' };
  if (OF_THE_ROW.test(name)) return { en: 'tells of the row, not who it is', zh: '说明的是这一行，而不是“是谁”' };
  const isRowName = distinct === filled && filled > 20 && /(^|_)(id|key|uuid|row|no)$|编号|序号/i.test(name) && code > 0.9;
  return isRowName ? { en: 'every value is different: it names the row', zh: '各值均不同：只是行的编号' } : undefined;
}

/** Latitude and longitude. */
function findPoint(columns: readonly ColumnMeasure[]): [ColumnMeasure, ColumnMeasure] | undefined {
  const named = (pattern: RegExp) => columns.find(({ name, number }) => pattern.test(name) && number > 0.9);
  const [latitude, longitude] = [named(/^lat(itude)?$|纬度/i), named(/^(lon|lng|long|longitude)$|经度/i)];
  return latitude && longitude && [latitude, longitude];
}

function columnLine({ name, filled, rows, distinct }: ColumnMeasure, kind: string, language: keyof Bilingual): string {
  const said = {
    en: `${percent(filled / rows)} filled, ${distinct.toLocaleString('en')} different values`,
    zh: `有值 ${percent(filled / rows)}，不同值 ${distinct.toLocaleString('en')}`,
  };
  return `  ${`${word(name)}: ${kind}`.padEnd(34)} # ${said[language]}`;
}

function pointLine(point: readonly ColumnMeasure[], language: keyof Bilingual): string {
  const why = { en: 'latitude and longitude together', zh: '纬度与经度合为一列' };
  return `  ${`place: { kind: coordinates, from: [${point.map(({ name }) => word(name)).join(', ')}] }`.padEnd(34)} # ${why[language]}`;
}

interface Proposal {
  file: string;
  rows: number;
  id: ColumnMeasure | undefined;
  lines: string[];
  leftOut: ProposedModel['leftOut'];
}

function write({ file, rows, id, lines, leftOut }: Proposal, language: keyof Bilingual): string {
  const head = {
    en: [
      `# Proposed from ${rows.toLocaleString('en')} rows of ${file}. Look at each kind: it decides how values are compared and which records meet.`,
      '# Leave out what says nothing of who it is. Kinds, levels, blocking rules and thresholds: docs/matching-files.md',
    ],
    zh: [
      `# 根据 ${file} 的 ${rows.toLocaleString('en')} 行推测。请逐项核对类型：它决定值如何比较、哪些记录会相遇。`,
      '# 与“是谁”无关的列请删除。类型、层级、分块规则与阈值见 docs/matching-files.md',
    ],
  };
  const noId = { en: '# No column names each row: the number of the row is taken.', zh: '# 没有唯一标识行的列：以行号代替。' };
  const left = { en: '# Left out:', zh: '# 未采用：' };
  return [
    ...head[language],
    id === undefined ? noId[language] : `id: ${word(id.name)}`,
    'columns:',
    ...lines,
    ...(leftOut.length === 0 ? [] : [left[language], ...leftOut.map(({ name, why }) => `#   ${name}: ${why[language]}`)]),
    '',
  ].join('\n');
}

/** A word of YAML, quoted where it must be. */
function word(text: string): string {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text) ? text : JSON.stringify(text);
}
