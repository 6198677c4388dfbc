/** The encoded records in memory: a few bytes a profile and a value, whatever the values look like. */
import type { Duck } from '../../core/duckdb/duck.ts';
import { writeNumbers } from '../../core/duckdb/numbers.ts';
import { sortRows } from './sort-numbers.ts';

export interface Dictionary {
  /** Distinct cleaned values; codes go from 1 to this. */
  size: number;
  /** Records that have a value at all. */
  filled: number;
  /** Records by code; place 0 is empty. */
  records: Uint32Array;
}

export interface Profiles {
  count: number;
  records: Uint32Array;
  totalRecords: number;
  /** Of each record, in the order of reading. */
  profileOf: Uint32Array;
  /** The file of each, as its place among the files. */
  file: Uint32Array;
  /** By the model's columns: the code of each profile, 0 = no value. */
  codes: Uint32Array[];
  dictionaries: Dictionary[];
}

/** Pairs of records that a pair of profiles stands for. */
export function recordPairs(records: Uint32Array, left: number, right: number): number {
  return left === right ? (records[left]! * (records[left]! - 1)) / 2 : records[left]! * records[right]!;
}

/** The records' codes in the order of reading, and the place of each one's file. */
export interface EncodedRecords {
  /** By the model's columns. */
  codes: readonly Uint32Array[];
  dictionaries: Dictionary[];
  file: Uint32Array;
}

/** Gathers the profiles of the records encoded, and leaves the table `profile_of`. */
export async function makeProfiles(db: Duck, { codes, dictionaries, file }: EncodedRecords): Promise<Profiles> {
  const rows = file.length;
  const profiles = gather([...codes, file], rows);
  await writeNumbers(db, 'profile_of', { profile: profiles.profileOf }, rows);
  return { ...profiles, totalRecords: rows, dictionaries };
}

/** Rows with equal numbers, the file last, as one profile each, in the order of the numbers. */
function gather(columns: readonly Uint32Array[], rows: number): Pick<Profiles, 'count' | 'records' | 'file' | 'codes' | 'profileOf'> {
  const order = sortRows(columns, rows);
  const profileOf = new Uint32Array(rows);
  const firsts = new Uint32Array(rows);
  let count = 0;
  for (let i = 0; i < rows; i++) {
    const row = order[i]!;
    if (i === 0 || !areEqual(columns, row, order[i - 1]!)) firsts[count++] = row;
    profileOf[row] = count - 1;
  }
  const records = new Uint32Array(count);
  for (let row = 0; row < rows; row++) records[profileOf[row]!]!++;
  const taken = columns.map((column) => {
    const own = new Uint32Array(count);
    for (let profile = 0; profile < count; profile++) own[profile] = column[firsts[profile]!]!;
    return own;
  });
  return { count, records, file: taken.at(-1)!, codes: taken.slice(0, -1), profileOf };
}

function areEqual(columns: readonly Uint32Array[], a: number, b: number): boolean {
  for (let column = 0; column < columns.length; column++) if (columns[column]![a] !== columns[column]![b]) return false;
  return true;
}
