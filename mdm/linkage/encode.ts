/** Records read to integers: the columns' dictionaries, two columns at a time, and the code of each record in each. */
import type { Duck, Step } from '../../core/duckdb/duck.ts';
import { scatterNumbers } from '../../core/duckdb/numbers.ts';
import { inTwoLanes } from '../../core/duckdb/side-by-side.ts';
import { duck } from '../../core/duckdb/sql.ts';
import type { LinkModel } from './contract.ts';
import { codesQuery, dictionary, dictionarySteps, forgetCodesStep } from './encode-steps.ts';
import type { Dictionary, EncodedRecords } from './profiles.ts';

interface Encoding {
  db: Duck;
  model: LinkModel;
  /** Base names, in the order of reading. */
  files: readonly string[];
  run(db: Duck, steps: readonly Step[]): Promise<unknown>;
}

/** Out of the table `source_row`; leaves the dictionaries. */
export async function encodeRecords({ db, model, files, run }: Encoding): Promise<EncodedRecords> {
  const file = await filesOfRecords(db, files);
  const codes = model.columns.map(() => new Uint32Array(file.length));
  const dictionaries: Dictionary[] = [];
  const columns = model.columns.entries();
  await inTwoLanes(db, async (own) => {
    for (const [i, column] of columns) {
      await run(own, dictionarySteps(column, i));
      await scatterNumbers(own, codesQuery(i), codes[i]!);
      await run(own, [forgetCodesStep(i)]);
      dictionaries[i] = await loadDictionary(own, i);
    }
  });
  return { codes, dictionaries, file };
}

async function loadDictionary(db: Duck, i: number): Promise<Dictionary> {
  const { size, filled } = await db.row<{ size: number; filled: number }>(
    duck`SELECT count(*)::DOUBLE AS size, coalesce(sum(records), 0)::DOUBLE AS filled FROM ${dictionary(i)}`,
  );
  const records = new Uint32Array(size + 1);
  await scatterNumbers(db, duck`SELECT code, records FROM ${dictionary(i)}`, records);
  return { size, filled, records };
}

/** Files are read one behind the other. */
async function filesOfRecords(db: Duck, files: readonly string[]): Promise<Uint32Array> {
  const counts = await db.rows<{ file: string; records: number }>(
    duck`SELECT file, count(*)::DOUBLE AS records FROM source_row GROUP BY file`,
  );
  const sizes = files.map((base) => counts.find(({ file }) => file === base)?.records ?? 0);
  const places = new Uint32Array(sizes.reduce((sum, size) => sum + size, 0));
  let start = 0;
  for (const [place, size] of sizes.entries()) {
    places.fill(place, start, start + size);
    start += size;
  }
  return places;
}
