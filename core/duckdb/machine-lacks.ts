import { isDiskFull } from '../disk-full.ts';

/** Tells whether DuckDB gave up for want of memory: more than its cap. What it may not spill is want of a disk. */
export function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && /(?:^|: )Out of Memory Error/.test(error.message) && !isDiskFull(error);
}

/** Tells whether memory or room on a disk was wanting: that is no fault of a file. */
export function isMachineLacking(error: unknown): boolean {
  return isOutOfMemory(error) || isDiskFull(error);
}
