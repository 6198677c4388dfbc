/** The matching engine on plain files. START HERE: `link.ts`. */
export { compileModel, type WrittenModel } from './compile-model.ts';
export type * from './contract.ts';
export { linkageErrors } from './errors.ts';
export { type Linked, link } from './link.ts';
export { type Prepared, prepare } from './prepare.ts';
export { readModel } from './read-model.ts';
export { scorePairs } from './score-pairs.ts';
export { StageClock } from './stage-clock.ts';
