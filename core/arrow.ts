/**
 * The one bridge from DuckDB to Arrow: a query's rows as an Arrow IPC stream, in batches, in constant memory.
 *
 * | DuckDB | Arrow |
 * | --- | --- |
 * | BOOLEAN | bool |
 * | TINYINT, SMALLINT, INTEGER, UTINYINT, USMALLINT | int32 |
 * | UINTEGER, BIGINT | int64 |
 * | UBIGINT | uint64 |
 * | FLOAT, DOUBLE | float64 |
 * | DATE | date32 (days) |
 * | VARCHAR[] | list of utf8 |
 * | everything else, DECIMAL above all | utf8, as DuckDB writes it: no digit is lost |
 */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  Bool,
  type Data,
  type DataType,
  DateDay,
  Field,
  Float64,
  Int32,
  Int64,
  List,
  makeBuilder,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  Uint64,
  Utf8,
} from 'apache-arrow';
import type { Duck } from './duckdb/duck.ts';
import { duck, join, name, rawSql, type Sql } from './duckdb/sql.ts';

const BATCH_ROWS = 65_536;
const MS_PER_DAY = 86_400_000;

/** How one column crosses: what DuckDB hands over, what Arrow keeps, and the step between. */
interface Crossing {
  /** DuckDB type asked for. */
  sql: string;
  type: () => DataType;
  /** A value that is not null, as Arrow's builder takes it; absent: as it is. */
  take?: (value: never) => unknown;
}

const WHOLE: Crossing = { sql: 'INTEGER', type: () => new Int32() };
const LONG: Crossing = { sql: 'BIGINT', type: () => new Int64() };
const REAL: Crossing = { sql: 'DOUBLE', type: () => new Float64() };
const TEXT: Crossing = { sql: 'VARCHAR', type: () => new Utf8() };

const CROSSINGS: Record<string, Crossing> = {
  BOOLEAN: { sql: 'BOOLEAN', type: () => new Bool() },
  TINYINT: WHOLE,
  SMALLINT: WHOLE,
  INTEGER: WHOLE,
  UTINYINT: WHOLE,
  USMALLINT: WHOLE,
  UINTEGER: LONG,
  BIGINT: LONG,
  UBIGINT: { sql: 'UBIGINT', type: () => new Uint64() },
  FLOAT: REAL,
  DOUBLE: REAL,
  DATE: { sql: 'DATE', type: () => new DateDay(), take: ({ days }: { days: number }) => days * MS_PER_DAY },
  'VARCHAR[]': {
    sql: 'VARCHAR[]',
    type: () => new List(new Field('item', new Utf8(), true)),
    take: ({ items }: { items: readonly unknown[] }) => items,
  },
};

/** Writes to memory, to be taken away after each batch: nothing is held longer. */
class BatchWriter extends RecordBatchStreamWriter {
  readonly #pieces: Uint8Array[] = [];

  protected override _write(chunk: ArrayBufferView): this {
    if (this._started && chunk.byteLength > 0) this.#pieces.push(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    return this;
  }

  take(): Uint8Array {
    return Buffer.concat(this.#pieces.splice(0));
  }
}

/** A query's rows as an Arrow IPC stream: the schema, the batches in the query's order, the end. */
export async function* arrowStream(db: Duck, query: Sql): AsyncGenerator<Uint8Array> {
  const described = await db.rows<{ column_name: string; column_type: string }>(duck`DESCRIBE (${query})`);
  const crossings = described.map(({ column_type }) => CROSSINGS[column_type] ?? TEXT);
  const schema = new Schema(described.map(({ column_name }, i) => new Field(column_name, crossings[i]!.type(), true)));
  const columns = described.map(({ column_name }, i) => duck`CAST(${name(column_name)} AS ${rawSql(crossings[i]!.sql)})`);
  const writer = new BatchWriter();
  writer.reset(undefined, schema);
  yield writer.take();
  let batch = new BatchBuilder(schema, crossings);
  for await (const chunk of db.columns(duck`SELECT ${join(columns)} FROM (${query})`)) {
    batch.add(chunk.columns);
    if (batch.rows < BATCH_ROWS) continue;
    writer.write(batch.finish());
    yield writer.take();
    batch = new BatchBuilder(schema, crossings);
  }
  if (batch.rows > 0) writer.write(batch.finish());
  writer.finish();
  yield writer.take();
}

/** Writes a query's rows to a file as an Arrow IPC stream. */
export async function writeArrow(db: Duck, { query, path }: { query: Sql; path: string }): Promise<void> {
  await pipeline(Readable.from(arrowStream(db, query)), createWriteStream(path));
}

class BatchBuilder {
  rows = 0;
  readonly #schema: Schema;
  readonly #crossings: readonly Crossing[];
  readonly #builders;

  constructor(schema: Schema, crossings: readonly Crossing[]) {
    this.#schema = schema;
    this.#crossings = crossings;
    this.#builders = schema.fields.map(({ type }) => makeBuilder({ type: type as DataType, nullValues: [null, undefined] }));
  }

  /** @param columns values of one of DuckDB's chunks, column by column */
  add(columns: readonly (readonly unknown[])[]): void {
    columns.forEach((values, i) => {
      const { take } = this.#crossings[i]!;
      const builder = this.#builders[i]!;
      for (const value of values) builder.append(value === null || take === undefined ? value : take(value as never));
    });
    this.rows += columns[0]?.length ?? 0;
  }

  finish(): RecordBatch {
    const children = this.#builders.map((builder) => builder.finish().flush()) as Data[];
    return new RecordBatch(this.#schema, makeData({ type: new Struct(this.#schema.fields), length: this.rows, nullCount: 0, children }));
  }
}
