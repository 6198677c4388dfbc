/** Reads files, encodes them and counts what their blocking rules would cost: all that comes before the first pair. */
import { basename } from 'node:path';
import { type Duck, runSteps, type Step } from '../../core/duckdb/duck.ts';
import { silentLog } from '../../core/log.ts';
import { createValueTypes, registerKinds } from '../../values/index.ts';
import type { LinkModel, LinkRequest, Warning } from './contract.ts';
import { dictionarySteps, profileSteps, readSteps } from './encode-steps.ts';
import { Judge } from './judge.ts';
import { loadProfiles, type Profiles } from './profiles.ts';
import { type PreparedRules, prepareRules } from './rules.ts';
import type { StageClock } from './stage-clock.ts';

/** Files read and encoded, their blocking rules counted: ready to train, to score, or to tell of a pair. */
export interface Prepared {
  db: Duck;
  model: LinkModel;
  /** Base names of the files. */
  files: readonly string[];
  /** By file: whether no two of its records are one entity. */
  noDuplicates: readonly boolean[];
  profiles: Profiles;
  judge: Judge;
  rules: PreparedRules;
  warnings: Warning[];
}

export async function prepare(request: LinkRequest, clock: StageClock): Promise<Prepared> {
  const { files: paths, model, trained, duck: db, options = {} } = request;
  const { maxBlock, maxPairs, log = silentLog, print } = options;
  const warnings: Warning[] = [];
  const files = paths.map((file) => basename(file));
  const run = (steps: readonly Step[]) => runSteps(db, steps, { log, ...(print && { print }) });
  await registerKinds(db, createValueTypes({ divisions: [] }));
  clock.begin('read');
  await run(
    readSteps(
      paths.map((path, i) => ({ path, base: files[i]! })),
      model,
    ),
  );
  clock.begin('encode');
  for (const [i, column] of model.columns.entries()) await run(dictionarySteps(column, i));
  await run(profileSteps(model));
  const profiles = await loadProfiles(db, model, files);
  clock.begin('count');
  const rules = await prepareRules({
    db,
    model,
    profiles,
    ...(trained && { frozen: trained.rules }),
    ...(maxBlock && { maxBlock }),
    ...(maxPairs && { maxPairs }),
  });
  const judge = await Judge.open(db, model);
  const noDuplicates = files.map((file) => model.noDuplicates.includes(file));
  return { db, model, files, noDuplicates, profiles, judge, rules, warnings };
}
