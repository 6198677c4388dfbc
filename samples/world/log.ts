/** A list of happenings: one typed array a column, which only grows. A million rows cost a few megabytes and no garbage. */
export class Log<Column extends string> {
  count = 0;
  readonly columns: Record<Column, Int32Array>;

  constructor(names: readonly Column[]) {
    this.columns = Object.fromEntries(names.map((name) => [name, new Int32Array(1024)])) as Record<Column, Int32Array>;
  }

  /** @returns the new row's index. */
  add(row: Record<Column, number>): number {
    const at = this.count++;
    for (const name in row) {
      let column = this.columns[name];
      if (at === column.length) {
        column = new Int32Array(at * 2);
        column.set(this.columns[name]);
        this.columns[name] = column;
      }
      column[at] = row[name];
    }
    return at;
  }
}

/** Indexes of rows in the order of their days; rows of the same day keep their order. `days` and the count are those of a log. */
export function inOrderOfDays(days: Int32Array, count: number): Int32Array {
  // Day and index in one number, so that the sort needs no comparison of ours.
  const keys = new Float64Array(count);
  for (let i = 0; i < count; i++) keys[i] = (days[i]! + 100_000) * 2 ** 24 + i;
  keys.sort();
  return Int32Array.from(keys, (key) => key % 2 ** 24);
}
