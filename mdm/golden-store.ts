/** The one writer of the golden tables. Heavy work goes into tables of the run, unseen; one short transaction makes it the truth. */
import type { Database } from '../core/postgres/database.ts';
import { OpenTransaction, type Transaction } from '../core/postgres/open-transaction.ts';
import { GOLDEN_COPY_COLUMNS, LEDGER_COPY_COLUMNS, RELATION_COPY_COLUMNS } from './publish-steps.ts';
import { ENTITY_TYPES, type EntityType, type HubDatabase, type LakeFile } from './shapes.ts';

/** Whose rows are staged, and the instant from which the hub knows them. */
export interface StagedRun {
  run: number;
  /** Nothing is published yet: the run's tables will be swapped in, so they get the golden tables' indexes. */
  first: boolean;
  at: Date;
}

/** An id that no mention has any more; `other` took it over, or nothing did. */
export interface LostEntity {
  entity: string;
  other: string | null;
}

/** Staged rows of one type, to be applied to what is published. */
export interface GoldenDelta extends Omit<StagedRun, 'first'> {
  type: EntityType;
  /** Of this type. */
  lost: readonly LostEntity[];
  /** The latest as-of date taken in: from then on a retired entity is no longer stated, and no value changes in the world later. */
  asOf: string;
}

export interface Publication extends StagedRun {
  lost: LostEntity[];
  newLakeFiles: LakeFile[];
  replacedPaths: string[];
  nextEntity: Record<EntityType, number>;
  entityConfig: string;
  deliveries: number[];
  /** The runs whose files were read. */
  landed: number[];
}

const staging = (run: number, table: string) => `run_${run}_${table}`;

export class GoldenStore {
  readonly #database: Database<HubDatabase>;
  constructor(database: Database<HubDatabase>) {
    this.#database = database;
  }

  /** Loads the run's relations, those added and those removed, into tables of their own and indexes what will be swapped in. Nobody sees them yet. */
  async stageRelations(staged: StagedRun & { added: string; removed: string }): Promise<void> {
    await this.#database.sql.begin((tx) => this.#stageRelations(tx, staged));
  }

  /**
   * Makes a table for the run's golden rows of one type, which nobody sees yet: `copyGolden` fills it, `endGolden` indexes what will be swapped in. In one
   * transaction: into a table that is younger than its transaction PostgreSQL copies without a log.
   */
  async beginGolden(tx: Transaction, { run, at, type }: StagedRun & { type: EntityType }): Promise<void> {
    const table = staging(run, type);
    await tx.unsafe(`drop table if exists "${table}"`);
    await tx.unsafe(`create table "${table}" (like "${type}" including defaults, as_of date)`);
    await tx.unsafe(`alter table "${table}" alter valid_from set default '-infinity', alter valid_to set default 'infinity',
      alter known_from set default '${at.toISOString()}', alter known_to set default 'infinity'`);
  }

  async copyGolden(tx: Transaction, { run, type, file }: { run: number; type: EntityType; file: string }): Promise<void> {
    await this.#database.copyIn({ table: staging(run, type), columns: GOLDEN_COPY_COLUMNS, file, sql: tx });
  }

  async endGolden(tx: Transaction, { run, first, type }: StagedRun & { type: EntityType }): Promise<void> {
    const table = staging(run, type);
    await tx.unsafe(`create index "${table}_id" on "${table}" (id)`);
    if (!first) {
      await tx.unsafe(`analyze "${table}" (id)`);
      return;
    }
    await tx.unsafe(
      `alter table "${table}" drop column as_of, alter valid_from drop default, alter valid_to drop default, alter known_from drop default, alter known_to drop default`,
    );
    // No question plans by what stands inside these; to count their values would unpack every row.
    await tx.unsafe(`alter table "${table}" alter attributes set statistics 0, alter lineage set statistics 0`);
    await tx.unsafe(
      `create index "${table}_search" on "${table}" using gin (search_keys) with (fastupdate = off) where known_to = 'infinity'`,
    );
    await tx.unsafe(`analyze "${table}"`);
  }

  async #stageRelations(tx: Transaction, { run, first, at, added, removed }: StagedRun & { added: string; removed: string }) {
    for (const [table, file] of [
      [staging(run, 'relation'), added],
      [staging(run, 'relation_removed'), removed],
    ] as const) {
      await tx.unsafe(`drop table if exists "${table}"`);
      await tx.unsafe(`create table "${table}" (like relation including defaults)`);
      await tx.unsafe(`alter table "${table}" alter known_from set default '${at.toISOString()}', alter known_to set default 'infinity'`);
      await this.#database.copyIn({ table, columns: RELATION_COPY_COLUMNS, file, sql: tx });
    }
    if (!first) {
      await tx.unsafe(`analyze "${staging(run, 'relation_removed')}" (subject)`);
      return;
    }
    const table = staging(run, 'relation');
    for (const column of ['house', 'subject']) await tx.unsafe(`create index "${table}_${column}" on "${table}" (${column})`);
    await tx.unsafe(`alter table "${table}" alter lineage set statistics 0`);
    await tx.unsafe(`analyze "${table}"`);
  }

  /** The transaction of a publish. What is applied in it is seen by nobody before `commit`. */
  open(): OpenTransaction {
    return new OpenTransaction(this.#database.sql);
  }

  /** Loads a file of the ledger's new rows. Nobody sees them before the commit. */
  async copyLedger(tx: Transaction, file: string): Promise<void> {
    await this.#database.copyIn({ table: 'ledger', columns: LEDGER_COPY_COLUMNS, file, sql: tx });
  }

  /** The commit point: golden tables, ledger, redirects, lake catalogue and the published run change together or not at all. */
  async commit(transaction: OpenTransaction, publication: Publication): Promise<void> {
    await transaction.run(async (tx) => {
      await redirectLost(tx, publication);
      await moveCatalogue(tx, publication);
      if (publication.first) await swapIn(tx, publication.run);
    });
    await transaction.commit();
    await this.dropStaging();
  }

  /** Removes tables of runs that are over, also of those that were killed. Only the holder of the publish lock may call it. */
  async dropStaging(): Promise<void> {
    const { sql, schema } = this.#database;
    const tables = await sql<
      { table: string }[]
    >`select tablename as table from pg_tables where schemaname = ${schema} and tablename ~ '^run_[0-9]+_'`;
    for (const { table } of tables) await sql.unsafe(`drop table if exists "${table}"`);
  }
}

/** First load: the run's tables become the golden tables. */
async function swapIn(tx: Transaction, run: number): Promise<void> {
  for (const table of [...ENTITY_TYPES, 'relation']) {
    await tx.unsafe(`drop table "${table}"`);
    await tx.unsafe(`alter table "${staging(run, table)}" rename to "${table}"`);
    for (const index of table === 'relation' ? ['house', 'subject'] : ['id', 'search'])
      await tx.unsafe(`alter index "${staging(run, table)}_${index}" rename to "${table}_${index}"`);
  }
}

const knownFrom = (at: Date) => `'${at.toISOString()}'::timestamptz`;

/** Brings a type's golden table to what its staged rows and lost ids say. */
export async function applyGolden(tx: Transaction, { run, at, type, asOf, lost }: GoldenDelta): Promise<void> {
  const known = knownFrom(at);
  await applyEntities(tx, { type, stage: staging(run, type), known, asOf });
  await retire(tx, { type, ids: lost.filter(({ other }) => other === null).map(({ entity }) => entity), known, asOf });
  await close(tx, { type, ids: lost.map(({ entity }) => entity), known });
}

/** Brings the relations to what those staged as added and removed say. */
export async function applyRelations(tx: Transaction, { run, at }: Pick<StagedRun, 'run' | 'at'>): Promise<void> {
  const known = knownFrom(at);
  const removed = staging(run, 'relation_removed');
  await tx.unsafe(`update relation r set known_to = ${known} from "${removed}" x where r.known_to = 'infinity' and r.relation = x.relation
    and r.subject = x.subject and r.house = x.house and r.valid_from is not distinct from x.valid_from and r.valid_to is not distinct from x.valid_to`);
  await tx.unsafe(`insert into relation select * from "${staging(run, 'relation')}"`);
}

const VALUES = 'attributes, lineage, search_keys, division, records, sources, confidence';

interface Applied {
  type: EntityType;
  stage: string;
  known: string;
  asOf: string;
}

/**
 * A changed entity on two axes. What the hub knew stays readable (`known_to` closes the old version). Where values changed in the world, the
 * old ones stay true up to the new delivery's as-of date; a mere correction takes over the old version's validity.
 */
async function applyEntities(tx: Transaction, { type, stage, known, asOf }: Applied): Promise<void> {
  const current = `p.id = s.id and p.known_to = 'infinity' and p.valid_to = 'infinity'`;
  const changedOn = `least(s.as_of, '${asOf}'::date)`;
  const values = (side: string) =>
    VALUES.split(', ')
      .map((column) => `${side}.${column}`)
      .join(', ');
  await tx.unsafe(`insert into "${type}" (id, ${VALUES}, valid_from, valid_to, known_from, known_to)
    select p.id, ${values('p')}, p.valid_from, ${changedOn}, ${known}, 'infinity' from "${stage}" s join "${type}" p on ${current}
    where p.attributes <> s.attributes and ${changedOn} > p.valid_from`);
  await tx.unsafe(`insert into "${type}" (id, ${VALUES}, valid_from, valid_to, known_from, known_to)
    select s.id, ${values('s')}, case when p.id is null then '-infinity' when p.attributes <> s.attributes and ${changedOn} > p.valid_from then ${changedOn} else p.valid_from end,
      'infinity', ${known}, 'infinity' from "${stage}" s left join "${type}" p on ${current} and p.known_from < ${known}`);
  await tx.unsafe(`update "${type}" p set known_to = ${known} from "${stage}" s where ${current} and p.known_from < ${known}`);
}

interface Gone {
  type: EntityType;
  ids: string[];
  known: string;
}

/** An entity that no source states any more was true until the delivery that left it out. */
async function retire(tx: Transaction, { type, ids, known, asOf }: Gone & { asOf: string }): Promise<void> {
  await tx.unsafe(
    `insert into "${type}" (id, ${VALUES}, valid_from, valid_to, known_from, known_to)
      select id, ${VALUES}, valid_from, $2::date, ${known}, 'infinity' from "${type}"
      where id = any($1) and known_to = 'infinity' and valid_to = 'infinity' and valid_from < $2::date`,
    [ids, asOf],
  );
}

async function close(tx: Transaction, { type, ids, known }: Gone): Promise<void> {
  await tx.unsafe(
    `update "${type}" set known_to = ${known} where id = any($1) and known_to = 'infinity' and valid_to = 'infinity' and known_from < ${known}`,
    [ids],
  );
}

async function redirectLost(tx: Transaction, { lost, run }: Publication): Promise<void> {
  const merged = lost.filter(({ other }) => other !== null);
  const ids = merged.map(({ entity }) => entity);
  const others = merged.map(({ other }) => other!);
  await tx`insert into redirect (id, current, run) select id, current, ${run} from unnest(${ids}::text[], ${others}::text[]) as t (id, current)
    on conflict (id) do update set current = excluded.current, run = excluded.run`;
  // A redirect always leads to a living id in one step.
  await tx`update redirect r set current = t.current from unnest(${ids}::text[], ${others}::text[]) as t (id, current) where r.current = t.id`;
}

async function moveCatalogue(tx: Transaction, publication: Publication): Promise<void> {
  const { run, at, nextEntity, newLakeFiles, replacedPaths, deliveries, landed, entityConfig } = publication;
  await tx`update lake_file set status = 'replaced' where path = any(${replacedPaths})`;
  await tx`update lake_file set status = 'live' where status = 'waiting' and run = any(${landed})`;
  for (const file of newLakeFiles) {
    await tx`insert into lake_file ${tx({ ...file, run, status: 'live' })}`;
  }
  await tx`update delivery set status = 'published', published_in = ${run} where id = any(${deliveries}) and status = 'waiting'`;
  await tx`update published set run = ${run}, at = ${at}, next_entity = ${tx.json(nextEntity)}`;
  await tx`insert into setting (name, value) values ('entityConfig', ${tx.json({ version: entityConfig })}) on conflict (name) do update set value = excluded.value`;
}
