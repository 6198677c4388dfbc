/** What the tests of `inThread` have done in a thread. */
import { connectorErrors } from './errors.ts';

export const double = async ({ values }: { values: number[] }) => values.map((value) => value * 2);

export async function refuse({ file }: { file: string }): Promise<void> {
  throw connectorErrors.emptyFile({ file });
}

export async function fail(): Promise<void> {
  throw new Error('broken');
}

export async function leave(): Promise<void> {
  process.exit(3);
}
