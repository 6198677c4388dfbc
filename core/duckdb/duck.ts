import { type DuckDBConnection, DuckDBInstance, DuckDBScalarFunction, type DuckDBValue, VARCHAR } from '@duckdb/node-api';
import type { Log } from '../log.ts';
import type { Sql } from './sql.ts';

export interface DuckOptions {
  /** Folder for data that does not fit in memory. */
  spillFolder: string;
  /** Cap on DuckDB's own memory, in megabytes. */
  memoryMb?: number;
  threads?: number;
}

export type Row = Record<string, DuckDBValue>;

/** A named step of work in DuckDB. `says` is the sentence a reader of the log sees. */
export interface Step {
  name: string;
  says: string;
  sql: Sql;
}

/** Where a connection works: the schema of its tables, and what is to be done when its work ends. */
interface DuckPlace {
  memoryMb: number;
  schema?: string;
  leave?: () => Promise<void>;
}

/**
 * One in-process DuckDB. It computes and keeps nothing: what is to last goes to the lake or to PostgreSQL.
 * One `Duck` serves one run, or several in rooms of their own; close it when the run ends.
 */
export class Duck {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  /** The schema that its tables live in. */
  readonly #schema: string;
  readonly #leave: () => Promise<void>;
  #memoryMb: number;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, { memoryMb, schema = 'main', leave }: DuckPlace) {
    this.#instance = instance;
    this.#connection = connection;
    this.#schema = schema;
    this.#leave = leave ?? (async () => this.close());
    this.#memoryMb = memoryMb;
  }

  static async open({ spillFolder, memoryMb = 2048, threads = 2 }: DuckOptions): Promise<Duck> {
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: `${memoryMb}MB`,
      threads: String(threads),
      temp_directory: spillFolder,
      // Extensions cannot be downloaded where the hub runs; only what ships inside the package is used.
      autoinstall_known_extensions: 'false',
    });
    return new Duck(instance, await connect(instance), { memoryMb });
  }

  /**
   * A connection of its own to the same DuckDB, for work side by side: its tables are its own, memory, threads and macros are shared.
   * Leave it when its work ends.
   */
  async room(room: string): Promise<Duck> {
    const connection = await connect(this.#instance);
    await connection.run(`CREATE SCHEMA "${room}"; SET search_path = '${room},main'`);
    const leave = async () => {
      await connection.run(`SET search_path = 'main'; DROP SCHEMA "${room}" CASCADE`);
      connection.closeSync();
    };
    return new Duck(this.#instance, connection, { memoryMb: this.#memoryMb, schema: room, leave });
  }

  /** A second connection to the same tables, for work side by side on different ones. Leave it before this one. */
  async beside(): Promise<Duck> {
    const connection = await connect(this.#instance);
    if (this.#schema !== 'main') await connection.run(`SET search_path = '${this.#schema},main'`);
    const leave = async () => connection.closeSync();
    return new Duck(this.#instance, connection, { memoryMb: this.#memoryMb, schema: this.#schema, leave });
  }

  /** Drops a room with its tables; leaves tables that are another's; closes a DuckDB of one's own. */
  async leave(): Promise<void> {
    await this.#leave();
  }

  /**
   * Gives back to the system what this process holds of memory and does not use: between two stages of work, so that the second does not stand
   * on what the first let go of. DuckDB does so where its cap is set, also to what it is.
   */
  async giveBack(): Promise<void> {
    await this.#connection.run(`SET memory_limit = '${this.#memoryMb}MB'`);
  }

  /** Caps its memory anew, for work that is still to come. */
  async allow(memoryMb: number): Promise<void> {
    this.#memoryMb = memoryMb;
    await this.giveBack();
  }

  /** Runs a statement and forgets its result. */
  async run(sql: Sql): Promise<void> {
    await this.#connection.run(sql.text);
  }

  /** Runs a statement and returns the number of rows it changed. */
  async change(sql: Sql): Promise<number> {
    return (await this.#connection.run(sql.text)).rowsChanged;
  }

  /** Reads all rows as objects. For small results only. */
  async rows<T extends Row = Row>(sql: Sql): Promise<T[]> {
    const reader = await this.#connection.runAndReadAll(sql.text);
    return reader.getRowObjectsJS() as unknown as T[];
  }

  /** Reads the one row of a result. */
  async row<T extends Row = Row>(sql: Sql): Promise<T> {
    const [first] = await this.rows<T>(sql);
    if (first === undefined) throw new Error(`the statement returned no row: ${sql.text.slice(0, 200)}`);
    return first;
  }

  /** Reads a result chunk by chunk as arrays of columns, for bulk work in typed arrays. */
  async *columns(sql: Sql): AsyncGenerator<{ rowCount: number; columns: readonly DuckDBValue[][] }> {
    const result = await this.#connection.stream(sql.text);
    for await (const chunk of result) {
      if (chunk.rowCount > 0) yield { rowCount: chunk.rowCount, columns: chunk.getColumns() };
    }
  }

  /** Makes a function of one text known to SQL in all rooms; NULL gives NULL. It runs on Node's thread: never wait for DuckDB there. */
  define(name: string, work: (text: string) => string): void {
    const mainFunction: Parameters<typeof DuckDBScalarFunction.create>[0]['mainFunction'] = (_info, input, output) => {
      const texts = input.getColumnVector(0);
      for (let row = 0; row < input.rowCount; row++) {
        const text = texts.getItem(row) as string | null;
        output.setItem(row, text === null ? null : work(text));
      }
      output.flush();
    };
    this.#connection.registerScalarFunction(
      DuckDBScalarFunction.create({ name, mainFunction, returnType: VARCHAR, parameterTypes: [VARCHAR] }),
    );
  }

  /** The connection itself, for what only DuckDB's own interface can do (appenders, Arrow). */
  get connection(): DuckDBConnection {
    return this.#connection;
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

async function connect(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect();
  // A run asks the same lake files in many steps: what stands at their ends is read once.
  await connection.run("SET TimeZone = 'UTC'; SET enable_progress_bar = false; SET parquet_metadata_cache = true;");
  return connection;
}

export interface StepResult {
  name: string;
  rows: number;
  ms: number;
}

/** Runs named steps in order, each logged with its rows and milliseconds. With `print`, each statement is shown first (`--sql`). */
export async function runSteps(
  duck: Duck,
  steps: readonly Step[],
  { log, print }: { log: Log; print?: (text: string) => void },
): Promise<StepResult[]> {
  const results: StepResult[] = [];
  for (const step of steps) {
    print?.(`-- ${step.name}: ${step.says}\n${step.sql.text.trim()};\n`);
    const start = performance.now();
    try {
      const rows = await duck.change(step.sql);
      const ms = Math.round(performance.now() - start);
      log.debug({ step: step.name, rows, ms }, step.says);
      results.push({ name: step.name, rows, ms });
    } catch (error) {
      throw new Error(`step ${step.name} failed: ${(error as Error).message}`, { cause: error });
    }
  }
  return results;
}
