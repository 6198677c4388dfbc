/** Levels of pairs of values. Equal and missing values are told from their codes; other pairs are asked of DuckDB, each distinct one once. */
import type { Duck } from '../../core/duckdb/duck.ts';
import { scatterNumbers, writeNumbers } from '../../core/duckdb/numbers.ts';
import { inTwoLanes } from '../../core/duckdb/side-by-side.ts';
import { duck, join, type Sql } from '../../core/duckdb/sql.ts';
import { placeOf } from './compile-model.ts';
import type { LinkModel, ModelComparison } from './contract.ts';
import { dictionary } from './encode-steps.ts';
import { forget, mix } from './integers.ts';
import type { Dictionary } from './profiles.ts';

/** Where a level stands that has still to be asked for. */
export const UNKNOWN = 255;

export class Judge {
  readonly #db: Duck;
  readonly #comparisons: readonly { sql: Sql; column: number }[];
  /** By comparison: the level of each code with itself. */
  readonly same: readonly Uint8Array[];

  private constructor(db: Duck, comparisons: readonly { sql: Sql; column: number }[], same: readonly Uint8Array[]) {
    this.#db = db;
    this.#comparisons = comparisons;
    this.same = same;
  }

  static async open(db: Duck, model: LinkModel, dictionaries: readonly Dictionary[]): Promise<Judge> {
    const comparisons = model.comparisons.map((comparison) => ({
      sql: levelSql(comparison),
      first: comparison.levels[1]?.name,
      column: placeOf(model, comparison.column),
    }));
    const same: Uint8Array[] = [];
    for (const { sql, column, first } of comparisons) {
      const levels = new Uint8Array(dictionaries[column]!.size + 1);
      same.push(levels.fill(1));
      if (first === 'exact') continue;
      const itself = duck`SELECT l.code, ${sql} FROM ${dictionary(column)} l JOIN ${dictionary(column)} r ON r.code = l.code`;
      await scatterNumbers(db, itself, levels);
    }
    return new Judge(db, comparisons, same);
  }

  /** The same, asking over another connection. */
  on(db: Duck): Judge {
    return new Judge(db, this.#comparisons, this.same);
  }

  /** The same work twice side by side, each asking over a connection of its own: a question is too small to keep two processors busy. */
  async inTwoLanes(lane: (judge: Judge) => Promise<void>): Promise<void> {
    await inTwoLanes(this.#db, (own) => lane(this.on(own)));
  }

  /** The levels of pairs of different codes. */
  async ask(comparison: number, left: Uint32Array, right: Uint32Array): Promise<Uint8Array> {
    const { l, r, questions } = distinctPairs(left, right);
    const answers = new Uint8Array(l.length);
    if (l.length > 0) {
      const { sql, column } = this.#comparisons[comparison]!;
      await writeNumbers(this.#db, 'ask', { l, r }, l.length);
      const asked = duck`SELECT ask.rowid::UINTEGER, ${sql} FROM ask JOIN ${dictionary(column)} l ON l.code = ask.l JOIN ${dictionary(column)} r ON r.code = ask.r`;
      await scatterNumbers(this.#db, asked, answers);
    }
    if (questions === undefined) return answers;
    const levels = new Uint8Array(left.length);
    for (let i = 0; i < levels.length; i++) levels[i] = answers[questions[i]!]!;
    forget(l, r, questions, answers);
    return levels;
  }
}

/** The number of the first level that holds between the dictionary rows `l` and `r`. */
function levelSql({ levels }: ModelComparison): Sql {
  const cases = levels.flatMap(({ holds }, i) => (holds === undefined ? [] : [duck`WHEN ${holds} THEN ${i}`]));
  return duck`(CASE ${join(cases, ' ')} ELSE ${levels.length - 1} END)::UTINYINT`;
}

/** A look at so many pairs tells whether pairs come again at all; else finding them out costs more than it saves. */
const LOOKED_AT = 4096;
const MOSTLY_DISTINCT = 0.9;

interface Questions {
  l: Uint32Array;
  r: Uint32Array;
  /** By place, which question it is; undefined = its own. */
  questions?: Uint32Array;
}

/** Each distinct pair once, the smaller code left. */
function distinctPairs(left: Uint32Array, right: Uint32Array): Questions {
  const count = left.length;
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * count + 2))).fill(-1);
  const mask = slots.length - 1;
  const [l, r, questions] = [new Uint32Array(count), new Uint32Array(count), new Uint32Array(count)];
  let size = 0;
  for (let i = 0; i < count; i++) {
    if (i === LOOKED_AT && size > MOSTLY_DISTINCT * LOOKED_AT) {
      forget(slots, l, r, questions);
      return { l: left, r: right };
    }
    const low = Math.min(left[i]!, right[i]!);
    const high = Math.max(left[i]!, right[i]!);
    let slot = mix(low, high) & mask;
    while (slots[slot] !== -1 && (l[slots[slot]!] !== low || r[slots[slot]!] !== high)) slot = (slot + 1) & mask;
    if (slots[slot] === -1) {
      slots[slot] = size;
      l[size] = low;
      r[size++] = high;
    }
    questions[i] = slots[slot]!;
  }
  forget(slots);
  return { l: l.subarray(0, size), r: r.subarray(0, size), questions };
}
