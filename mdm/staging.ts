/** Hands a run's rows to PostgreSQL while DuckDB goes on resolving: the two work side by side, on rows that nobody sees yet. */
import path from 'node:path';
import { type Duck, runSteps, type StepResult } from '../core/duckdb/duck.ts';
import type { PublishRun } from './contract.ts';
import { GoldenStore } from './golden-store.ts';
import { copyGoldenStep, copyRelationsStep } from './publish-steps.ts';
import type { EntityType } from './shapes.ts';

export interface Staging {
  /** Writes a type's golden rows out and begins to load them; returns when DuckDB is free again. */
  golden(type: EntityType, duck: Duck): Promise<StepResult[]>;
  relations(): Promise<StepResult[]>;
  /** Waits until everything is loaded. */
  finished(): Promise<void>;
}

/** @param at the instant from which the hub knows what this run publishes */
export function createStaging(run: PublishRun, at: Date): Staging {
  const store = new GoldenStore(run.database);
  const staged = { run: run.run, first: run.first, at };
  const loading: Promise<void>[] = [];
  const begin = (load: Promise<void>) => {
    // Its error is thrown by `finished`; until then it must not count as unhandled.
    load.catch(() => undefined);
    loading.push(load);
  };
  const file = (name: string) => path.join(run.workFolder, `${name}.csv`);
  return {
    async golden(type, duck) {
      const results = await runSteps(duck, [copyGoldenStep(type, file(type))], run);
      begin(store.stageGolden({ ...staged, type, file: file(type) }));
      return results;
    },
    async relations() {
      const [added, removed] = [file('relation_added'), file('relation_removed')] as const;
      const results = await runSteps(
        run.duck,
        [copyRelationsStep('relation_added', added), copyRelationsStep('relation_removed', removed)],
        run,
      );
      begin(store.stageRelations({ ...staged, added, removed }));
      return results;
    },
    async finished() {
      await Promise.allSettled(loading);
      await Promise.all(loading);
    },
  };
}
