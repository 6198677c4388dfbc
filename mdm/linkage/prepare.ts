/** Reads files, encodes them and counts what their blocking rules would cost: all that comes before the first pair. */
import { type Duck, runSteps, type Step } from '../../core/duckdb/duck.ts';
import { sideBySide } from '../../core/duckdb/side-by-side.ts';
import { silentLog } from '../../core/log.ts';
import { createValueTypes, registerKinds } from '../../values/index.ts';
import { checkFiles, checkRecords, unreadable, warningsOf } from './check-files.ts';
import type { LinkModel, LinkRequest, Warning } from './contract.ts';
import { encodeRecords } from './encode.ts';
import { readSteps, recordSteps } from './encode-steps.ts';
import { Judge } from './judge.ts';
import { makeProfiles, type Profiles } from './profiles.ts';
import { randomLevels } from './random-levels.ts';
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
  /** Where a model is to be learnt of them: by comparison, how often two random records are at each level. */
  random?: Float64Array[] | undefined;
  warnings: Warning[];
}

/** @param seed where a model is to be learnt: of the random pairs that are looked at */
export async function prepare(request: LinkRequest, clock: StageClock, seed?: number): Promise<Prepared> {
  const { files: paths, model, trained, duck: db, options = {} } = request;
  const { maxBlock, maxPairs, log = silentLog, print } = options;
  const run = (own: Duck, steps: readonly Step[]) => runSteps(own, steps, { log, ...(print && { print }) });
  await registerKinds(db, createValueTypes({ divisions: [] }));
  clock.begin('read');
  const { files, warnings } = await checkFiles(db, paths, model);
  for (const [i, step] of readSteps(files, model).entries()) {
    await run(db, [step]).catch((error) => {
      throw unreadable(files[i]!.path, error);
    });
  }
  await checkRecords(db, files, model);
  clock.begin('encode');
  const bases = files.map(({ base }) => base);
  const profiles = await makeProfiles(db, await encodeRecords({ db, model, files: bases, run }));
  await run(db, recordSteps);
  clock.begin('count');
  const limits = { ...(trained && { frozen: trained.rules }), ...(maxBlock && { maxBlock }), ...(maxPairs && { maxPairs }) };
  const noDuplicates = bases.map((base) => model.noDuplicates.includes(base));
  const judge = await Judge.open(db, model, profiles.dictionaries);
  // Rules are counted here, random pairs are compared in DuckDB: together they keep two processors busy.
  const [rules, random] = await sideBySide(db, [
    (own) => prepareRules({ db: own, model, profiles, ...limits }),
    async (own) => (seed === undefined ? undefined : randomLevels({ judge: judge.on(own), model, profiles, noDuplicates, seed })),
  ]);
  warnings.push(...warningsOf({ model, profiles, rules, files }));
  return { db, model, files: bases, noDuplicates, profiles, judge, rules, random, warnings };
}
