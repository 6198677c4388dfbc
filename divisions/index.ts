/** The table of divisions: imported version by version, compared, and asked by date. START HERE. */
export { areasOf, gridsUnder, replaceAreas } from './area-store.ts';
export { compareTables, countChanges, type DivisionChange } from './compare-tables.ts';
export { createDivisionAnswers, type DivisionAnswers } from './division-answers.ts';
export { divisionErrors } from './errors.ts';
export { withGrids } from './house-grids.ts';
export { type Base, type PlanRequest, planTable, type TablePlan } from './plan-table.ts';
export { type Area, type AreaKind, readAreas } from './read-areas.ts';
export { type DivisionVersion, divisionVersions, endPending, enterVersion, latestTable, latestVersion } from './version-store.ts';
