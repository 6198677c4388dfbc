import { zipOf } from '../../../connectors/archives/testing.ts';

/** Eighty kilobytes that unpack to eighty megabytes of nothing. */
export async function make(): Promise<Record<string, Buffer>> {
  return { 'people.2026-11-01.zip': await zipOf({ 'people.csv': Buffer.alloc(80 * 1024 * 1024, ' ') }) };
}
