import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Kysely } from 'kysely';
import { PostgresJSDialect } from 'kysely-postgres-js';
import postgres from 'postgres';
import { COPY_FORM } from './copy-form.ts';
import { joinEmbeddedServer } from './embedded.ts';
import { postgresErrors } from './errors.ts';

/** postgres.js, with 64-bit integers as numbers (the hub's counts stay far below 2^53) and dates as plain text. */
export type PostgresClient = postgres.Sql<{ bigint: number; date: string }>;

export interface DatabaseOptions {
  /** Folder of the embedded server; not used with `url`. */
  dataFolder: string;
  /** Connection string of a server of one's own, PostgreSQL 18 or later. */
  url?: string | undefined;
  /** Schema that holds the hub's tables. */
  schema?: string;
  maxConnections?: number;
  /** Settings for the embedded server. */
  settings?: Record<string, string>;
}

/** The book of record: one pool of connections, as Kysely for statements and as postgres.js for COPY, locks and prepared hot paths. */
export class Database<Tables> {
  readonly sql: PostgresClient;
  readonly kysely: Kysely<Tables>;
  readonly schema: string;
  /** Process id of the embedded server; undefined with a server of one's own. */
  readonly serverProcessId: number | undefined;
  readonly #leave: () => Promise<void>;

  constructor(
    sql: PostgresClient,
    { schema, serverProcessId, leave }: { schema: string; serverProcessId?: number; leave: () => Promise<void> },
  ) {
    this.sql = sql;
    this.schema = schema;
    this.serverProcessId = serverProcessId;
    this.kysely = new Kysely<Tables>({ dialect: new PostgresJSDialect({ postgres: sql as unknown as postgres.Sql }) });
    this.#leave = leave;
  }

  /** Sends a file in `COPY_FORM` into a table. `table` and `columns` are names of ours, never a user's. */
  async copyIn({ table, columns, file, sql = this.sql }: CopyRequest): Promise<void> {
    const names = columns.map((column) => `"${column}"`).join(', ');
    const target = await sql.unsafe(`copy "${table}" (${names}) from stdin with (${COPY_FORM})`).writable();
    await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), target);
  }

  async close(): Promise<void> {
    try {
      await this.sql.end({ timeout: 5 });
    } finally {
      await this.#leave();
    }
  }
}

export interface CopyRequest {
  table: string;
  columns: string[];
  file: string;
  /** A transaction of `sql.begin`, where the copy belongs to one. */
  sql?: PostgresClient | postgres.TransactionSql<{ bigint: number; date: string }>;
}

/**
 * Opens the hub's database: the data folder's own server, or the one that `url` names.
 *
 * @throws databaseUnreachable, databaseTooOld and the embedded server's errors
 */
export async function openDatabase<Tables>(options: DatabaseOptions): Promise<Database<Tables>> {
  const schema = options.schema ?? 'sanku';
  const server = options.url === undefined ? await joinEmbeddedServer(options) : undefined;
  const shared = {
    max: options.maxConnections ?? 10,
    onnotice: () => undefined,
    // A plan is made once for a statement, not for each value: planning a look-up takes longer than looking up.
    connection: { application_name: 'sanku', search_path: `${schema}, public`, TimeZone: 'UTC', plan_cache_mode: 'force_generic_plan' },
    types: {
      bigint: { to: 20, from: [20], serialize: String, parse: Number },
      date: { to: 1082, from: [1082], serialize: String, parse: (text: string) => text },
    },
  };
  const sql = (server === undefined
    ? postgres(options.url!, shared)
    : postgres({
        ...shared,
        path: `${server.socketFolder}/.s.PGSQL.${server.port}`,
        user: server.user,
        password: server.password,
        database: 'postgres',
      })) as unknown as PostgresClient;
  const leave = async () => server?.leave();
  try {
    await checkVersion(sql);
    await sql.unsafe(`create schema if not exists "${schema}"`);
  } catch (error) {
    await sql.end({ timeout: 1 });
    await leave();
    throw error;
  }
  return new Database<Tables>(sql, { schema, leave, ...(server === undefined ? {} : { serverProcessId: server.processId }) });
}

async function checkVersion(sql: PostgresClient): Promise<void> {
  const [row] = await sql<{ version: string }[]>`select current_setting('server_version') as version`.catch((error: Error) => {
    throw postgresErrors.databaseUnreachable({ reason: error.message }, error);
  });
  if (Number.parseInt(row!.version, 10) < 18) throw postgresErrors.databaseTooOld({ version: row!.version });
}
