import { type CsvLine, csvLines } from './csv-lines.ts';
import { DIVISION_HEADER, readSuccessors } from './division-cells.ts';
import type { MistakeCode } from './errors.ts';
import type { Mistakes } from './mistakes.ts';
import { advise } from './nearest.ts';
import type { Division } from './types.ts';

const HEADER = DIVISION_HEADER;
const NEVER = '9999-99-99';
/** Where a row of the base stands. */
const NOWHERE: CsvLine = { line: 0, cells: [], starts: [] };

/** Levels from the top, and how many digits their codes have. */
const DIGITS: Record<Division['level'], number> = { province: 2, city: 4, district: 6, street: 9, community: 12 };
const LEVELS = Object.keys(DIGITS) as Division['level'][];

interface Row {
  line: CsvLine;
  division: Division;
}

interface DivisionChecks {
  file: string;
  mistakes: Mistakes;
}

export interface WrittenDivisions {
  file: string;
  text: string;
  /** Rows that stand already: the file's may name them, and take the place of those with the same code. They are not checked again. */
  base?: readonly Division[];
}

/**
 * Reads a table of divisions and checks it row by row, then the rows against each other and against the base.
 *
 * @returns base and file together; wrong rows are left out
 */
export function checkDivisions({ file, text, base = [] }: WrittenDivisions, mistakes: Mistakes): Division[] {
  const checks = { file, mistakes };
  const [header, ...lines] = csvLines(text);
  if (header?.cells.join(',') !== HEADER.join(',')) {
    mistakes.add('divisionHeader', { file, line: header?.line ?? 1, column: 1, path: '' }, { expected: HEADER.join(',') });
    return [];
  }
  const rows = lines.flatMap((line) => readRow(checks, line) ?? []);
  const written = new Set(rows.map(({ division }) => division.code));
  const kept = base.filter(({ code }) => !written.has(code));
  const byCode = new Map<string, Row[]>();
  for (const row of [...kept.map((division) => ({ division, line: NOWHERE })), ...rows]) {
    const same = byCode.get(row.division.code);
    if (same === undefined) byCode.set(row.division.code, [row]);
    else same.push(row);
  }
  for (const row of rows) {
    checkParent(checks, row, byCode);
    checkSuccessor(checks, row, byCode);
  }
  for (const code of written) checkPeriods(checks, byCode.get(code)!);
  return [...kept, ...rows.map(({ division }) => division)];
}

function report(
  { file, mistakes }: DivisionChecks,
  [code, line, column]: [MistakeCode, CsvLine, (typeof HEADER)[number]],
  details: Record<string, string>,
): void {
  mistakes.add(code, { file, line: line.line, column: line.starts[HEADER.indexOf(column)] ?? 1, path: column }, details);
}

function readRow(checks: DivisionChecks, line: CsvLine): Row[] | undefined {
  if (line.cells.length !== HEADER.length) {
    const details = { found: String(line.cells.length), expected: String(HEADER.length) };
    checks.mistakes.add('divisionCells', { file: checks.file, line: line.line, column: 1, path: '' }, details);
    return undefined;
  }
  const [code, name, level, parent, validFrom, validTo, successor] = line.cells as [string, string, string, string, string, string, string];
  if (name === '')
    report(checks, ['keyMissing', line, 'name'], { key: 'name', says: 'what the division is called.', saysZh: '区划名称。' });
  if (!isLevel(level)) {
    report(checks, ['wordUnknown', line, 'level'], { word: JSON.stringify(level), ...advise(level, LEVELS) });
    return undefined;
  }
  if (!new RegExp(`^\\d{${DIGITS[level]}}$`).test(code))
    report(checks, ['divisionCode', line, 'code'], { code, level, digits: String(DIGITS[level]) });
  const dates = [
    ['valid_from', validFrom],
    ['valid_to', validTo],
  ] as const;
  for (const [column, value] of dates) {
    if (value !== '' && !isDate(value)) report(checks, ['divisionDate', line, column], { value });
  }
  const heirs = readSuccessors(successor);
  if (heirs === undefined) report(checks, ['divisionSuccessorForm', line, 'successor'], { value: successor, code });
  for (const { on } of heirs?.parts ?? [])
    if (on !== null && !isDate(on)) report(checks, ['divisionDate', line, 'successor'], { value: on });
  const division: Division = {
    code,
    name,
    level,
    parent: parent || null,
    validFrom: validFrom || null,
    validTo: validTo || null,
    ...(heirs ?? { successor: null }),
  };
  return [{ line, division }];
}

/** Levels fall strictly from parent to child, so that no circle of parents can stand. */
function checkParent(checks: DivisionChecks, { line, division }: Row, byCode: Map<string, Row[]>): void {
  const { code, level, parent } = division;
  if (parent === null) return;
  const above = byCode.get(parent)?.[0]?.division;
  if (above === undefined) report(checks, ['divisionUnknown', line, 'parent'], { relation: 'Parent', relationZh: '上级', code: parent });
  else if (LEVELS.indexOf(above.level) >= LEVELS.indexOf(level)) report(checks, ['divisionParentLevel', line, 'parent'], { parent, code });
}

function checkSuccessor(checks: DivisionChecks, row: Row, byCode: Map<string, Row[]>): void {
  const { line, division } = row;
  const { code, parts = [], validTo } = division;
  const heirs = heirsOf(division);
  for (const heir of new Set([...heirs, ...parts.map((part) => part.code)])) {
    if (byCode.has(heir)) continue;
    report(checks, ['divisionUnknown', line, 'successor'], { relation: 'Successor', relationZh: '后继', code: heir });
  }
  if (heirs.length === 0) return;
  if (validTo === null) report(checks, ['divisionSuccessorInForce', line, 'valid_to'], { code });
  else if (leadsBack(row, byCode)) report(checks, ['divisionCycle', line, 'successor'], { code });
  else {
    const last = (heir: string) => byCode.get(heir)?.map(to).sort().at(-1) ?? NEVER;
    const ended = heirs.find((heir) => last(heir) <= validTo);
    if (ended !== undefined) report(checks, ['divisionSuccessorEnded', line, 'successor'], { successor: ended, code, day: last(ended) });
  }
}

/** Where it went when it ended. */
function heirsOf({ successor, parts = [] }: Division): string[] {
  if (successor !== null) return [successor];
  return parts.filter(({ on }) => on === null).map(({ code }) => code);
}

/** Whether following successors, each as it stood behind the day, comes to the same row again. */
function leadsBack(row: Row, byCode: Map<string, Row[]>): boolean {
  const next = (from: Row): Row[] =>
    heirsOf(from.division).flatMap((heir) => {
      const rows = byCode.get(heir) ?? [];
      return rows.find((each) => to(each) > to(from)) ?? rows.at(-1) ?? [];
    });
  const seen = new Set<Row>();
  const waiting = next(row);
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at === row) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    waiting.push(...next(at));
  }
  return false;
}

function from(row: Row): string {
  return row.division.validFrom ?? '';
}

/** The day on which it no longer held. */
function to(row: Row): string {
  return row.division.validTo ?? NEVER;
}

function checkPeriods(checks: DivisionChecks, rows: Row[]): void {
  const ordered = [...rows].sort((a, b) => (from(a) < from(b) ? -1 : from(a) > from(b) ? 1 : a.line.line - b.line.line));
  for (const [index, row] of ordered.entries()) {
    const before = ordered[index - 1];
    const overlaps = before !== undefined && to(before) > from(row);
    if (overlaps || from(row) > to(row)) report(checks, ['divisionPeriod', row.line, 'valid_from'], { code: row.division.code });
  }
}

function isLevel(text: string): text is Division['level'] {
  return Object.hasOwn(DIGITS, text);
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
