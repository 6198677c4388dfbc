/** Delivery → records, mentions, relations, facts. START HERE, then read run.ts: it tells the story. */
export { inspectArrival } from './arrival.ts';
export {
  type Delivery,
  deliveries,
  deliveryById,
  fileOfDelivery,
  lakeFiles,
  type Run,
  registerFiles,
  replaceFiles,
  runs,
  takenDeliveries,
} from './catalogue-store.ts';
export { type CollectMark, readCollectMark, writeCollectMark } from './collect-mark-store.ts';
export type { DeliveryToLand, LandCounts, LandedKind, LandResult, PipelineContext, Reading, WrittenFile } from './context.ts';
export { pipelineErrors } from './errors.ts';
export { findingMessage, RECORD_FINDINGS } from './findings.ts';
export { refuseOldLake } from './lake-shape-store.ts';
export type { LandRequest } from './land-request.ts';
export { groupBySource, type MergeRequest, mergeLake, removeReplaced } from './merge.ts';
export { type Profile, profileFile } from './profile/index.ts';
export { readingVersion } from './reading-version.ts';
export { type ExportRejectsRequest, exportRejects, isCorrection } from './rejects.ts';
export { type DueOriginal, dueOriginals, removeOriginals } from './retention.ts';
export { type ReprocessResult, reprocessSource, type WithdrawRequest, withdrawDelivery } from './rework.ts';
export { reworkWaits } from './rework-store.ts';
export { landDelivery } from './run.ts';
export { type ScheduleRequest, type Schedules, startSchedules } from './schedule.ts';
export { findSource } from './sources.ts';
export { type Swept, sweepOrphans } from './sweep.ts';
export { onTrial } from './trial.ts';
export { createWorkshop, type Workshop } from './workshop.ts';
