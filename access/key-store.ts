import { hash as digest, randomBytes } from 'node:crypto';
import type { Database } from '../core/postgres/database.ts';
import { jsonb } from '../core/postgres/jsonb.ts';
import type { HubDatabase } from '../schema/index.ts';
import { accessErrors } from './errors.ts';
import type { Grants } from './grants.ts';
import { parseGrants } from './grants-check.ts';

/** Who holds a key. */
export interface Caller {
  id: string;
  name: string;
  grants: Grants;
}

export interface KeyListing extends Caller {
  createdAt: Date;
  revokedAt: Date | null;
}

export interface KeyStore {
  /**
   * Makes a key of 256 random bits. Only its SHA-256 is kept: `key` is shown this once.
   * @throws keyNameTaken
   */
  create(request: { name: string; grants: Grants }): Promise<{ id: string; key: string }>;
  /** Oldest first, the revoked included. */
  list(): Promise<KeyListing[]>;
  /** By id or name. Takes effect at once: the log, without which nothing is answered, tells every process. @throws keyUnknown */
  revoke(idOrName: string): Promise<void>;
  /** @throws unauthenticated */
  authenticate(key: string | undefined): Promise<Caller>;
  /** Asks the database again about every key: one of those trusted was found to be revoked. */
  distrust(): void;
}

/** How long a key once seen is let in without asking again; what it asks for is still refused when it was revoked since. */
const TRUSTED_MS = 4_000;
/** Unknown keys are remembered as well, so that guessing does not load the database; this bounds the memory of it. */
const MOST_REMEMBERED = 10_000;

export function createKeyStore(database: Database<HubDatabase>, clock: () => Date = () => new Date()): KeyStore {
  const { kysely } = database;

  const find = async (hash: Buffer): Promise<Caller | undefined> => {
    const row = await kysely
      .selectFrom('access_key')
      .select(['id', 'name', 'grants'])
      .where('hash', '=', hash)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    return row === undefined ? undefined : { ...row, grants: parseGrants(row.grants) };
  };
  const recognition = createRecognition(find, clock);

  return {
    async create({ name, grants }) {
      const id = `k-${randomBytes(5).toString('hex')}`;
      const key = `sk-${randomBytes(32).toString('base64url')}`;
      const row = { id, name, hash: hashKey(key), grants: jsonb(grants), created_at: clock(), revoked_at: null };
      const made = await kysely
        .insertInto('access_key')
        .values(row)
        .onConflict((conflict) => conflict.column('name').doNothing())
        .executeTakeFirst();
      if (Number(made.numInsertedOrUpdatedRows) === 0) throw accessErrors.keyNameTaken({ name });
      return { id, key };
    },

    async list() {
      const columns = ['id', 'name', 'grants', 'created_at', 'revoked_at'] as const;
      const rows = await kysely.selectFrom('access_key').select(columns).orderBy('created_at').orderBy('id').execute();
      return rows.map(({ id, name, grants, created_at, revoked_at }) => ({
        ...{ id, name, grants: grants as Grants },
        createdAt: created_at,
        revokedAt: revoked_at,
      }));
    },

    async revoke(idOrName) {
      const { numUpdatedRows } = await kysely
        .updateTable('access_key')
        .set({ revoked_at: clock() })
        .where((where) => where.or([where('id', '=', idOrName), where('name', '=', idOrName)]))
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      if (Number(numUpdatedRows) === 0) throw accessErrors.keyUnknown({ key: idOrName });
      recognition.forget();
    },

    authenticate: (key) => recognition.recognise(key),
    distrust: () => recognition.forget(),
  };
}

/** Remembers for a few seconds who holds which key, so that a busy key costs the database nothing. */
function createRecognition(find: (hash: Buffer) => Promise<Caller | undefined>, clock: () => Date) {
  const remembered = new Map<string, { until: number; caller: Promise<Caller | undefined> }>();
  return {
    forget: () => remembered.clear(),
    async recognise(key: string | undefined): Promise<Caller> {
      if (key === undefined || !/^sk-[\w-]{43}$/.test(key)) throw accessErrors.unauthenticated();
      // Looked up by its hash: what differs in time tells nothing about a key.
      const hash = hashKey(key);
      const name = hash.toString('base64');
      const now = clock().getTime();
      let known = remembered.get(name);
      if (known === undefined || known.until <= now) {
        if (remembered.size >= MOST_REMEMBERED) remembered.clear();
        known = { until: now + TRUSTED_MS, caller: find(hash) };
        remembered.set(name, known);
        known.caller.catch(() => remembered.delete(name));
      }
      const caller = await known.caller;
      if (caller === undefined) throw accessErrors.unauthenticated();
      return caller;
    },
  };
}

function hashKey(key: string): Buffer {
  return digest('sha256', key, 'buffer');
}
