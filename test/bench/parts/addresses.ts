/** Addresses parsed in a second: by one core, and a file of them by all. */
import type { PartResult } from '../figure.ts';
import { runTask } from '../run-task.ts';
import type { ParseAddressFileTask, ParsedAddressFile } from '../tasks/parse-address-file.ts';
import type { ParseAddressesTask, ParsedAddresses } from '../tasks/parse-addresses.ts';

const ADDRESSES = 300_000;
/** A city's registers. */
const IN_FILE = 600_000;

export async function addresses(): Promise<PartResult> {
  const request: ParseAddressesTask = { addresses: ADDRESSES };
  const details = await runTask<ParsedAddresses>('parse-addresses', request).result;
  const inFile: ParseAddressFileTask = { addresses: IN_FILE };
  const file = await runTask<ParsedAddressFile>('parse-address-file', inFile).result;
  const part = 'addresses';
  return {
    figures: [
      { part, name: 'addresses parsed on one core', seen: ADDRESSES / details.seconds, unit: '/s', required: { least: 25_000 } },
      { part, name: 'the same by its processor time', seen: ADDRESSES / details.cpuSeconds, unit: '/s' },
      {
        part,
        name: 'a CSV of 600,000 addresses parsed on two cores',
        seen: IN_FILE / file.seconds,
        unit: '/s',
        required: { least: 50_000 },
      },
      { part, name: 'the table of divisions read', seen: details.startSeconds, unit: 's' },
    ],
    details: { ...details, file },
  };
}
