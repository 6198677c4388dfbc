/** Names of roads, estates and communities learned from the deliveries, and what stewards decide of them. START HERE: `learn.ts`. */
export {
  type Decision,
  type DecisionKind,
  DOUBTS,
  type Doubt,
  type DoubtCode,
  type GazetteerEntry,
  type GazetteerVersion,
  type NameQuery,
  type NameState,
} from './contract.ts';
export { type DecideRequest, decideName, type EntryDetails, findEntries, showName } from './decide.ts';
export { ENOUGH_RECORDS } from './doubts.ts';
export { gazetteerErrors } from './errors.ts';
export { gazetteerOf, latestVersion as latestGazetteer } from './gazetteer-store.ts';
export { type GazetteerContext, type Learned, learnNames } from './learn.ts';
