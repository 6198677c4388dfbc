/** Names, their doubts and what was decided of them; and out of these what the parser goes by. */
import { byPlace, type LearnedGazetteer, type LearnedName, type PlacedName } from '../values/index.ts';
import type { Decision, GazetteerEntry, NameState, TaughtName } from './contract.ts';
import { doubtsOf } from './doubts.ts';

const keyOf = ({ division, kind, name }: PlacedName): string => `${division}/${kind}/${name}`;

/** @param decisions those in force, at most one of a name; a name that was decided before any record taught it is an entry as well */
export function entriesOf(names: readonly TaughtName[], decisions: readonly Decision[]): GazetteerEntry[] {
  const decided = new Map(decisions.map((decision) => [keyOf(decision), decision]));
  const taught = new Set(names.map(keyOf));
  const untaught = decisions.filter((decision) => !taught.has(keyOf(decision)) && decision.decision !== 'open').map(withoutRecords);
  const doubts = doubtsOf(names);
  return [...names.map((name, i) => entryOf(name, doubts[i]!, decided.get(keyOf(name)))), ...untaught].sort(byPlace);
}

function entryOf(name: TaughtName, doubts: GazetteerEntry['doubts'], decided: Decision | undefined): GazetteerEntry {
  const undecided: NameState = doubts.length === 0 ? 'used' : 'doubtful';
  if (decided === undefined) return { ...name, doubts, state: undecided };
  const { kind: _, division: __, name: ___, ...decision } = decided;
  return { ...name, doubts, state: decision.decision === 'open' ? undecided : decision.decision, decision };
}

function withoutRecords(decision: Decision): GazetteerEntry {
  const { kind, division, name, decidedAt } = decision;
  const day = decidedAt.toISOString().slice(0, 10);
  return entryOf({ kind, division, name, records: 0, sources: 0, confidence: 0, firstSeen: day, lastSeen: day }, [], decision);
}

/** What the parser goes by: names in a fixed order, so that the same names are the same text. */
export function namesInForce(entries: readonly GazetteerEntry[]): Omit<LearnedGazetteer, 'version'> {
  const names: LearnedName[] = [];
  const rejected: PlacedName[] = [];
  const known = new Set<string>();
  const add = (name: LearnedName) => {
    if (known.has(keyOf(name))) return;
    known.add(keyOf(name));
    names.push(name);
  };
  const placed = ({ kind, name, division }: PlacedName) => ({ kind, name, division });
  for (const entry of entries) {
    if (entry.state === 'rejected') rejected.push(placed(entry));
    if (entry.state === 'used' || entry.state === 'accepted') add(placed(entry));
    const to = entry.state === 'renamed' ? entry.decision?.newName : null;
    if (to) add({ ...placed(entry), to });
  }
  // The new name is known as well, even where no record bears it yet.
  for (const entry of entries) {
    const to = entry.state === 'renamed' ? entry.decision?.newName : null;
    if (to) add({ ...placed(entry), name: to });
  }
  return { names: names.sort(byPlace), rejected: rejected.sort(byPlace) };
}
