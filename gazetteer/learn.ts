/** Names of roads, estates and communities, learned from the addresses that the sources state now. START HERE. */
import type { Config, SourceConfig } from '../config/index.ts';
import { dayIn } from '../core/day.ts';
import type { Duck } from '../core/duckdb/duck.ts';
import type { Log } from '../core/log.ts';
import type { Database } from '../core/postgres/database.ts';
import { withLock } from '../core/postgres/lock.ts';
import { type HubDatabase, RECORDS } from '../schema/index.ts';
import { type AddressParser, type CountedName, createAddressParser, NameCounter } from '../values/index.ts';
import type { GazetteerVersion } from './contract.ts';
import { entriesOf, namesInForce } from './entries.ts';
import {
  decisionsInForce,
  enterVersion,
  latestVersion,
  learnedStates,
  publishedSources,
  replaceNames,
  type SourceState,
  taughtNames,
} from './gazetteer-store.ts';
import { addressForms } from './learn-steps.ts';

export interface GazetteerContext {
  database: Database<HubDatabase>;
  config: Config;
  /** Of the table of divisions in force. */
  divisionVersion: number;
  log: Log;
  clock: () => Date;
  openDuck(): Promise<Duck>;
  /** Absolute paths of the live files of a family's part, a group a source. */
  lakeFiles(family: string, part: string): Promise<string[][]>;
}

export interface Learned {
  /** Sources that were read: those with new deliveries, or all of them. */
  sources: string[];
  version: GazetteerVersion | undefined;
}

/** Raised when the same addresses teach other names. */
const RULES = 1;

/**
 * Learns from every source whose deliveries, columns or divisions have changed since. What a source teaches is a function of its
 * present records, read by the grammar alone: neither the order of deliveries nor what was learned before changes it.
 *
 * @param all also from those that have not changed
 */
export async function learnNames(context: GazetteerContext, { all = false } = {}): Promise<Learned> {
  const learned = await withLock(context.database, { name: 'gazetteer' }, async () => {
    const due = await dueSources(context, all);
    if (due.length === 0) return { sources: [], version: await latestVersion(context.database) };
    const start = performance.now();
    const today = dayIn(context.config.hub.timeZone, context.clock());
    const parser = createAddressParser({ divisions: context.config.divisions, today });
    const db = await context.openDuck();
    try {
      for (const source of due) {
        const names = await namesOfSource({ context, db, parser }, source);
        await replaceNames(context.database, { source: source.source, state: source.state, asOf: source.asOf, names });
      }
    } finally {
      db.close();
    }
    const version = await makeVersion(context);
    const sources = due.map(({ source }) => source);
    context.log.info({ sources, names: version.names, version: version.id, ms: Math.round(performance.now() - start) }, 'names learned');
    return { sources, version };
  });
  return learned!;
}

/** A version of what is learned and decided now, where it differs from the one before. */
export async function makeVersion({ database, clock }: Pick<GazetteerContext, 'database' | 'clock'>): Promise<GazetteerVersion> {
  const entries = entriesOf(await taughtNames(database), await decisionsInForce(database));
  return enterVersion(database, namesInForce(entries), clock());
}

interface DueSource extends SourceState {
  config: SourceConfig;
  columns: string[];
  state: string;
}

async function dueSources({ database, config, divisionVersion }: GazetteerContext, all: boolean): Promise<DueSource[]> {
  const known = await learnedStates(database);
  return (await publishedSources(database)).flatMap((published) => {
    const source = config.sources.find((each) => each.source === published.source);
    const columns = source?.columns.filter(({ type }) => type === 'address').map(({ name }) => name) ?? [];
    if (source === undefined || columns.length === 0) return [];
    const state = [RULES, divisionVersion, published.last, published.published, ...columns].join(' ');
    return all || known.get(source.source) !== state ? [{ ...published, config: source, columns, state }] : [];
  });
}

interface Reader {
  context: GazetteerContext;
  db: Duck;
  parser: AddressParser;
}

async function namesOfSource({ context, db, parser }: Reader, { source, columns }: DueSource): Promise<CountedName[]> {
  const [files = []] = await context.lakeFiles(RECORDS.family, source);
  const counter = new NameCounter();
  if (files.length === 0) return [];
  for await (const { rowCount, columns: chunk } of db.columns(addressForms({ files, columns }))) {
    const [forms, records, since] = chunk as [string[], number[], string[]];
    for (let i = 0; i < rowCount; i++) counter.add(parser.parse(forms[i]!), { times: records[i]!, since: since[i]! });
  }
  return counter.counted();
}
