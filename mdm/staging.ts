/** Hands a run's rows to PostgreSQL while DuckDB goes on resolving: the two work side by side, on rows that nobody sees yet. */
import path from 'node:path';
import { type Duck, runSteps, type StepResult } from '../core/duckdb/duck.ts';
import { name as column, duck as sql } from '../core/duckdb/sql.ts';
import type { OpenTransaction } from '../core/postgres/open-transaction.ts';
import type { PublishRun } from './contract.ts';
import { applyGolden, applyRelations, GoldenStore, type LostEntity } from './golden-store.ts';
import { copyGoldenStep, copyRelationsStep } from './publish-steps.ts';
import { ENTITY_TYPES, type EntityType } from './shapes.ts';

export interface Staging {
  /** Writes a part of a type's golden rows out and begins to load it; returns when DuckDB is free again. */
  goldenPart(type: EntityType, part: number, duck: Duck): Promise<StepResult[]>;
  /** After the last part. */
  goldenEnd(type: EntityType, duck: Duck): Promise<void>;
  relations(duck: Duck): Promise<StepResult[]>;
  /** Begins to load the ledger's new rows, a CSV. */
  ledger(file: string): void;
  /** The ids that this run takes away, of the types handed over, type by type in the order of their ids. */
  lost(): LostEntity[];
  /** Waits until everything is loaded, and applied where something was published before. */
  finished(): Promise<void>;
  /** Waits for what is under way and undoes what is not committed. */
  giveUp(): Promise<void>;
  /** In which the commit happens. */
  transaction: OpenTransaction;
}

export interface StagedPublish {
  /** The instant from which the hub knows what this run publishes. */
  at: Date;
  /** See `GoldenDelta`. */
  asOf: string;
}

export function createStaging(run: PublishRun, { at, asOf }: StagedPublish): Staging {
  const store = new GoldenStore(run.database);
  const transaction = store.open();
  const staged = { run: run.run, first: run.first, at };
  const loading: Promise<void>[] = [];
  const lostOf = new Map<EntityType, LostEntity[]>();
  const begin = (load: Promise<void>) => {
    // Its error is thrown by `finished`; until then it must not count as unhandled.
    load.catch(() => undefined);
    loading.push(load);
  };
  const file = (name: string) => path.join(run.workFolder, `${name}.csv`);
  const goldenOf = new Map<EntityType, OpenTransaction>();
  const loadGolden = (type: EntityType): OpenTransaction => {
    const own = store.open();
    goldenOf.set(type, own);
    begin(own.run((tx) => store.beginGolden(tx, { ...staged, type })));
    return own;
  };
  return {
    transaction,
    async goldenPart(type, part, duck) {
      const rows = file(`${type}-${part}`);
      const results = await runSteps(duck, [copyGoldenStep(type, rows)], run);
      const own = goldenOf.get(type) ?? loadGolden(type);
      begin(own.run((tx) => store.copyGolden(tx, { run: run.run, type, file: rows })));
      return results;
    },
    async goldenEnd(type, duck) {
      const lost = await lostEntities(duck, type);
      lostOf.set(type, lost);
      const own = goldenOf.get(type)!;
      begin(own.run((tx) => store.endGolden(tx, { ...staged, type })));
      const stage = own.commit();
      begin(run.first ? stage : stage.then(() => transaction.run((tx) => applyGolden(tx, { ...staged, type, asOf, lost }))));
    },
    async relations(duck) {
      const [added, removed] = [file('relation_added'), file('relation_removed')] as const;
      const results = await runSteps(
        duck,
        [copyRelationsStep('relation_added', added), copyRelationsStep('relation_removed', removed)],
        run,
      );
      const stage = store.stageRelations({ ...staged, added, removed });
      begin(run.first ? stage : stage.then(() => transaction.run((tx) => applyRelations(tx, staged))));
      return results;
    },
    ledger: (file) => begin(transaction.run((tx) => store.copyLedger(tx, file))),
    lost: () => ENTITY_TYPES.flatMap((type) => lostOf.get(type) ?? []),
    async giveUp() {
      await Promise.allSettled(loading);
      for (const open of [...goldenOf.values(), transaction]) await open.giveUp();
    },
    async finished() {
      await Promise.allSettled(loading);
      await Promise.all(loading);
    },
  };
}

/** In the order of their ids. */
async function lostEntities(duck: Duck, type: EntityType): Promise<LostEntity[]> {
  return (await duck.rows(sql`SELECT entity, other FROM ${column(`lost_${type}`)} ORDER BY entity`)) as unknown as LostEntity[];
}
