import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Duck } from '../../../core/duckdb/duck.ts';
import { duck, type Sql } from '../../../core/duckdb/sql.ts';
import { systemTrouble } from '../../../core/system-trouble.ts';
import { evaluateErrors } from './errors.ts';
import * as steps from './truth-steps.ts';

export interface LoadedTruth {
  form: steps.TruthForm;
  /** Lines of the file, and those that name a record (or two) of the files. */
  lines: number;
  known: number;
}

/**
 * Reads a truth file beside the table `record(n, file, id)`: `[file,]id,cluster` into the table `truth(n, truth)`, or
 * `[left_file,]left_id,[right_file,]right_id,match` into `truth_pair(left_n, right_n, match)`. Lines of unknown ids are left out and counted.
 *
 * @throws truthUnreadable, truthEmpty, truthColumnsUnknown, truthOfOthers, truthAmbiguous, truthContradicts, truthMatchUnknown
 */
export async function loadTruth(db: Duck, file: string): Promise<LoadedTruth> {
  const base = path.basename(file);
  const columns = await readLines(db, file);
  const form = formOf(columns, base);
  const fileColumn = (name: string) => (columns.includes(name) ? name : undefined);
  const truth = new Truth(db, base);
  const { lines } = await db.row<{ lines: number }>(duck`SELECT count(*)::DOUBLE AS lines FROM truth_line`);
  const known =
    form === 'clusters'
      ? await truth.ofRecords({ id: 'id', file: fileColumn('file') })
      : await truth.ofPairs({ id: 'left_id', file: fileColumn('left_file') }, { id: 'right_id', file: fileColumn('right_file') });
  if (known === 0) throw evaluateErrors.truthOfOthers({ file: base, rows: lines });
  return { form, lines, known };
}

/**
 * Looks at a truth file's header alone, before the work that it will be held beside.
 *
 * @throws truthUnreadable, truthEmpty, truthColumnsUnknown
 */
export async function checkTruthHeader(db: Duck, file: string): Promise<void> {
  formOf(await readHeader(db, file), path.basename(file));
}

function formOf(columns: readonly string[], file: string): steps.TruthForm {
  const has = (...names: string[]) => names.every((name) => columns.includes(name));
  if (has('id', 'cluster')) return 'clusters';
  if (has('left_id', 'right_id', 'match')) return 'pairs';
  throw evaluateErrors.truthColumnsUnknown({ file, found: columns.join(', ') });
}

/** @returns the columns' names, in small letters; `write` sees them as they stand. */
async function readHeader(db: Duck, file: string, write?: (columns: string[]) => Promise<unknown>): Promise<string[]> {
  const { size } = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw evaluateErrors.truthUnreadable({ file, reason: systemTrouble(error) }, error);
  });
  if (size === 0) throw evaluateErrors.truthEmpty({ file: path.basename(file) });
  try {
    const columns = (await db.rows<{ column_name: string }>(steps.headerOf(file))).map(({ column_name }) => column_name);
    await write?.(columns);
    return columns.map((column) => column.trim().toLowerCase());
  } catch (error) {
    throw evaluateErrors.truthUnreadable({ file: path.basename(file), reason: (error as Error).message.split('\n', 1)[0] }, error);
  }
}

/** The lines as the table `truth_line`. */
function readLines(db: Duck, file: string): Promise<string[]> {
  return readHeader(db, file, (columns) => db.run(steps.readTruth(file, columns)));
}

type IdColumn = Parameters<typeof steps.recordsOfLines>[0];

class Truth {
  readonly #db: Duck;
  readonly #file: string;

  constructor(db: Duck, file: string) {
    this.#db = db;
    this.#file = file;
  }

  async ofRecords(column: IdColumn): Promise<number> {
    const lines = await this.#unambiguous(column);
    await this.#db.run(steps.truthOfRecords(lines));
    await this.#refuse(steps.contradictingRecord);
    return this.#count(duck`SELECT count(*)::DOUBLE AS rows FROM (${lines}) WHERE n IS NOT NULL`);
  }

  async ofPairs(left: IdColumn, right: IdColumn): Promise<number> {
    const [unclear] = await this.#db.rows<{ line: number }>(steps.unclearMatch);
    if (unclear !== undefined) throw evaluateErrors.truthMatchUnknown({ file: this.#file, line: unclear.line });
    const sides = { left: await this.#unambiguous(left), right: await this.#unambiguous(right) };
    await this.#db.run(steps.truthOfPairs(sides));
    await this.#refuse(steps.contradictingPair);
    return this.#count(duck`SELECT count(*)::DOUBLE AS rows FROM truth_pair`);
  }

  async #unambiguous(column: IdColumn): Promise<Sql> {
    const lines = steps.recordsOfLines(column);
    const [found] = await this.#db.rows<{ line: number; records: number }>(steps.ambiguousLine(lines));
    if (found !== undefined) throw evaluateErrors.truthAmbiguous({ file: this.#file, ...found });
    return lines;
  }

  async #refuse(contradicting: Sql): Promise<void> {
    const [found] = await this.#db.rows<{ line: number; other: number }>(contradicting);
    if (found !== undefined) throw evaluateErrors.truthContradicts({ file: this.#file, ...found });
  }

  async #count(sql: Sql): Promise<number> {
    return (await this.#db.row<{ rows: number }>(sql)).rows;
  }
}
