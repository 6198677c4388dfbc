/** A steward accepts, rejects or renames a learned name, or takes the decision back. */
import type { PlacedName } from '../values/index.ts';
import type { Decision, DecisionKind, GazetteerEntry, GazetteerVersion, NameQuery } from './contract.ts';
import { entriesOf } from './entries.ts';
import { gazetteerErrors } from './errors.ts';
import { addDecision, decisionsInForce, decisionsOf, namesBySource, taughtNames } from './gazetteer-store.ts';
import { type GazetteerContext, makeVersion } from './learn.ts';

type Context = Pick<GazetteerContext, 'database' | 'clock'>;

/** Entries that fit, by division, kind and name. */
export async function findEntries({ database }: Context, { name, kind, division }: NameQuery = {}): Promise<GazetteerEntry[]> {
  const entries = entriesOf(await taughtNames(database), await decisionsInForce(database));
  return entries.filter(
    (entry) =>
      (name === undefined || entry.name === name) &&
      (kind === undefined || entry.kind === kind) &&
      (division === undefined || entry.division.startsWith(division)),
  );
}

export interface EntryDetails extends GazetteerEntry {
  bySource: Awaited<ReturnType<typeof namesBySource>>;
  decisions: Decision[];
}

/** Everything known of a name, wherever it lies. @throws gazetteerNameUnknown */
export async function showName(context: Context, query: NameQuery & { name: string }): Promise<EntryDetails[]> {
  const found = await findEntries(context, query);
  if (found.length === 0) throw unknown(query);
  const details: EntryDetails[] = [];
  for (const entry of found) {
    const { kind, division, name } = entry;
    const place = { kind, division, name };
    details.push({
      ...entry,
      bySource: await namesBySource(context.database, place),
      decisions: await decisionsOf(context.database, place),
    });
  }
  return details;
}

export interface DecideRequest extends NameQuery {
  name: string;
  decision: DecisionKind;
  newName?: string | undefined;
  why?: string | undefined;
  who: string;
}

/** Keeps the decision and makes the version that obeys it. @throws gazetteerNameUnknown, gazetteerNameAmbiguous, gazetteerNewNameWrong */
export async function decideName(context: Context, request: DecideRequest): Promise<{ entry: GazetteerEntry; version: GazetteerVersion }> {
  const place = await placeOf(context, request);
  if (request.decision === 'renamed') await refuseWrongName(context, place, request.newName ?? '');
  await addDecision(context.database, {
    ...place,
    decision: request.decision,
    newName: request.decision === 'renamed' ? request.newName! : null,
    why: request.why ?? null,
    decidedAt: context.clock(),
    decidedBy: request.who,
  });
  const version = await makeVersion(context);
  const [entry] = await findEntries(context, place);
  return { entry: entry ?? { ...place, ...NOTHING_TAUGHT }, version };
}

const NOTHING_TAUGHT = {
  records: 0,
  sources: 0,
  confidence: 0,
  firstSeen: '',
  lastSeen: '',
  state: 'doubtful',
  doubts: [],
} as const satisfies Partial<GazetteerEntry>;

async function placeOf(context: Context, request: DecideRequest): Promise<PlacedName> {
  const { name, kind, division } = request;
  const found = await findEntries(context, request);
  const [first] = found;
  if (first === undefined && kind !== undefined && division?.length === 6) return { name, kind, division };
  if (first === undefined) throw unknown(request);
  if (found.length > 1)
    throw gazetteerErrors.gazetteerNameAmbiguous({ name, places: found.map((entry) => `${entry.kind} ${entry.division}`).join(', ') });
  return { kind: first.kind, division: first.division, name };
}

function unknown({ name, kind, division }: NameQuery): Error {
  const where = [kind, division].filter((one) => one !== undefined).join(' ');
  return gazetteerErrors.gazetteerNameUnknown({ name, where: where === '' ? '' : ` (${where})` });
}

/** A chain of renames would depend on the order of decisions. */
async function refuseWrongName(context: Context, place: PlacedName, to: string): Promise<void> {
  const refuse = (reason: string, reasonZh: string) => gazetteerErrors.gazetteerNewNameWrong({ to, name: place.name, reason, reasonZh });
  if (to === place.name) throw refuse('it is the same name', '两者相同');
  if (to.length < 2 || to.length > 40 || /[\s/,"]/u.test(to)) throw refuse('it is no name', '不是名称');
  const all = await findEntries(context, { kind: place.kind, division: place.division });
  const other = all.find(({ name }) => name === to);
  if (other?.state === 'rejected') throw refuse('it was rejected', '该名称已被否定');
  if (other?.state === 'renamed')
    throw refuse(`it is itself renamed, to ${other.decision?.newName}`, `该名称本身已更名为${other.decision?.newName}`);
  if (all.some(({ state, decision }) => state === 'renamed' && decision?.newName === place.name))
    throw refuse(`others are renamed to ${place.name}`, `有其他名称已更名为${place.name}`);
}
