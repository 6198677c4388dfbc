import { gzipSync } from 'node:zlib';
import { PEOPLE } from '../people.ts';

/** The copy of a compressed export stopped in the middle. */
export async function make(): Promise<Record<string, Buffer>> {
  const whole = gzipSync(PEOPLE);
  return { 'people.2026-11-01.csv.gz': whole.subarray(0, whole.length / 2) };
}
