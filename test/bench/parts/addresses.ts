/** Addresses parsed in a second, on one core. */
import type { PartResult } from '../figure.ts';
import { runTask } from '../run-task.ts';
import type { ParseAddressesTask, ParsedAddresses } from '../tasks/parse-addresses.ts';

const ADDRESSES = 300_000;

export async function addresses(): Promise<PartResult> {
  const request: ParseAddressesTask = { addresses: ADDRESSES };
  const details = await runTask<ParsedAddresses>('parse-addresses', request).result;
  const part = 'addresses';
  return {
    figures: [
      { part, name: 'addresses parsed on one core', seen: ADDRESSES / details.seconds, unit: '/s', required: { least: 25_000 } },
      { part, name: 'the same by its processor time', seen: ADDRESSES / details.cpuSeconds, unit: '/s' },
      { part, name: 'the table of divisions read', seen: details.startSeconds, unit: 's' },
    ],
    details: { ...details },
  };
}
