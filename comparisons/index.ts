/** Golden data → cases: questions that no single department can answer. */
export * from './case-store.ts';
export * from './errors.ts';
export { hitsMarkdown } from './hit-steps.ts';
export * from './run.ts';
export { comparisonsAreDue } from './run-store.ts';
export { type LakeFiles, prepareViews } from './view-steps.ts';
export { VIEWS, type ViewDescription, viewsMarkdown } from './views.ts';
