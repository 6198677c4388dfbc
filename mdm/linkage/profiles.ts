/** The encoded records in memory: a few bytes a profile and a value, whatever the values look like. */
import type { Duck } from '../../core/duckdb/duck.ts';
import { eachNumbers, readNumbers } from '../../core/duckdb/numbers.ts';
import { duck, join } from '../../core/duckdb/sql.ts';
import type { LinkModel } from './contract.ts';
import { codeColumn, dictionary } from './encode-steps.ts';

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
  /** The file of each, as its place among the files. */
  file: Uint8Array | Uint32Array;
  /** By the model's columns: the code of each profile, 0 = no value. */
  codes: Uint32Array[];
  dictionaries: Dictionary[];
}

export async function loadProfiles(db: Duck, model: LinkModel, files: readonly string[]): Promise<Profiles> {
  const { profiles } = await db.row<{ profiles: number }>(duck`SELECT count(*)::DOUBLE AS profiles FROM profile`);
  const array = () => new Uint32Array(profiles);
  const [file, records, codes] = [array(), array(), model.columns.map(array)];
  const columns = model.columns.map((_, i) => codeColumn(i));
  await readNumbers(
    db,
    duck`SELECT (list_position(${files}, file) - 1)::UINTEGER, records, ${join(columns)} FROM profile ORDER BY profile`,
    [file, records, ...codes],
  );
  const dictionaries: Dictionary[] = [];
  for (const [i] of model.columns.entries()) dictionaries.push(await loadDictionary(db, i));
  return { count: profiles, records, totalRecords: sum(records), file, codes, dictionaries };
}

async function loadDictionary(db: Duck, i: number): Promise<Dictionary> {
  const { size } = await db.row<{ size: number }>(duck`SELECT count(*)::DOUBLE AS size FROM ${dictionary(i)}`);
  const records = new Uint32Array(size + 1);
  await eachNumbers(db, duck`SELECT code, records FROM ${dictionary(i)}`, ([code, count], rows) => {
    for (let row = 0; row < rows; row++) records[code![row]!] = count![row]!;
  });
  return { size, filled: sum(records), records };
}

function sum(numbers: Uint32Array): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
