/** Learned names in an open hub: listed, decided, and handed to the address parser. */
import {
  type DecideRequest,
  decideName,
  ENOUGH_RECORDS,
  type EntryDetails,
  findEntries,
  type GazetteerEntry,
  type GazetteerVersion,
  gazetteerOf,
  latestGazetteer,
  type NameQuery,
  showName,
} from './gazetteer/index.ts';
import type { Hub } from './hub.ts';
import { type AddressAnswers, createAddressAnswers, type LearnedNames } from './hub-addresses.ts';
import { LEARNED_KINDS } from './values/index.ts';

export type { DecideRequest, Doubt, DoubtCode, EntryDetails, GazetteerEntry, GazetteerVersion, NameState } from './gazetteer/index.ts';
export { LEARNED_KINDS };

export interface GazetteerQuery extends NameQuery {
  doubtful?: boolean;
}

export interface ListedNames {
  /** Absent where nothing was ever learned. */
  version?: GazetteerVersion;
  items: GazetteerEntry[];
}

/** By division, kind and name. `doubtful`: those with doubts that nobody has decided. */
export async function listNames(hub: Hub, { doubtful = false, ...query }: GazetteerQuery): Promise<ListedNames> {
  const entries = await findEntries(storesOf(hub), query);
  const version = await latestGazetteer(hub.database);
  return { ...(version === undefined ? {} : { version }), items: doubtful ? entries.filter(({ state }) => state === 'doubtful') : entries };
}

export function showLearnedName(hub: Hub, query: NameQuery & { name: string }): Promise<EntryDetails[]> {
  return showName(storesOf(hub), query);
}

export function decideLearnedName(hub: Hub, request: DecideRequest): ReturnType<typeof decideName> {
  return decideName(storesOf(hub), request);
}

const storesOf = ({ database, pipeline }: Hub) => ({ database, clock: pipeline.clock });

/** The parser that goes by the latest version of the names; made anew when there is a newer one. */
export function createHubAddresses(hub: Hub, home?: string): AddressAnswers {
  const { config, pipeline } = hub;
  const time = { clock: pipeline.clock, timeZone: config.hub.timeZone };
  return createAddressAnswers({ divisions: config.divisions, home, learned: () => latestNames(hub), ...time });
}

async function latestNames({ database }: Hub): Promise<LearnedNames | undefined> {
  const latest = await latestGazetteer(database);
  return latest && { version: String(latest.id), read: () => gazetteerOf(database, latest.id) };
}

const MOST_ITEMS = 1000;

type PublicQuery = { name?: string; kind?: string; division?: string; doubtful?: boolean };

/** What may be told over HTTP: a name in a few records only may be somebody's own word for his house. */
export function createGazetteerList(hub: Hub) {
  return {
    async list(query: PublicQuery) {
      const { version, items } = await listNames(hub, { ...query, kind: LEARNED_KINDS.find((kind) => kind === query.kind) });
      const told = items.filter(({ records, decision }) => records >= ENOUGH_RECORDS || decision !== undefined);
      return {
        version: version === undefined ? null : String(version.id),
        items: told.slice(0, MOST_ITEMS).map(({ confidence: _, decision, ...item }) => ({ ...item, newName: decision?.newName ?? null })),
      };
    },
  };
}
