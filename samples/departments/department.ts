/** What a department is to the generator: a list of rows in the order of its key, and the form of its file. */
import { dayOf } from '../days.ts';
import type { World } from '../world/world.ts';

export type EntityType = 'person' | 'company' | 'house';

/** What a row truly speaks of, in one role. */
export interface TrueMention {
  role: string;
  type: EntityType;
  entity: string;
}

export interface Row {
  /** The key, as `record` in truth. */
  record: string;
  /** One value per column; absent: delivered in an earlier month (kinds append and period). */
  cells?: string[];
  /** In the order of their roles' names. */
  mentions: TrueMention[];
}

/** The city on the as-of date of one month. */
export interface View {
  world: World;
  /** 1 for the first delivery. */
  month: number;
  /** Days: as-of date of this month and of the month before; 0 before the first. */
  asOf: number;
  asOfBefore: number;
}

export type Encoding = 'utf8' | 'gb18030' | 'utf16le';

export type FileForm =
  | { kind: 'text'; ending: string; encoding: Encoding; delimiter: string; byteOrderMark: boolean }
  | { kind: 'fixed'; ending: string; widths: number[] }
  | { kind: 'ndjson'; numbers: string[]; gzip?: boolean }
  | { kind: 'dbf'; fields: DbfField[] }
  | { kind: 'xls'; sheet: string; dateColumns: string[] }
  | { kind: 'xlsx'; sheet: string; above?: string[]; dateColumns: string[]; numberColumns?: string[] };

export interface DbfField {
  name: string;
  type: 'C' | 'N' | 'D';
  length: number;
  decimals?: number;
}

export interface Department {
  /** `police.residents` */
  source: string;
  columns: string[];
  form: FileForm;
  /** Rows of one part are written to a file of their own, `<feed>.<date>.1-of-4.<ending>`; absent: all in one. */
  partOf?: (record: string) => string;
  rows(view: View): Generator<Row>;
}

/** Files begin here: who left, died or closed before it stands in paper archives only. */
export const FILES_BEGIN = dayOf(2012, 1, 1);

export function pad(number: number, width: number): string {
  return String(number).padStart(width, '0');
}
