/** The address parser alone: labelled addresses with other numbers, so that no two texts are the same. */
import { createAddressParser } from '../../../values/index.ts';
import { benchAddresses } from '../bench-addresses.ts';

export interface ParseAddressesTask {
  addresses: number;
}

export interface ParsedAddresses {
  /** To read the table of divisions. */
  startSeconds: number;
  seconds: number;
  /** Of the processor: what a busy machine does not falsify. */
  cpuSeconds: number;
}

export async function task({ addresses }: ParseAddressesTask): Promise<ParsedAddresses> {
  const all = benchAddresses(addresses);
  const opening = performance.now();
  const parser = createAddressParser({ divisions: [], today: '2026-10-01' });
  parser.parse(all[0]!);
  const startSeconds = (performance.now() - opening) / 1000;
  const start = performance.now();
  const before = process.cpuUsage();
  for (const text of all) parser.parse(text);
  const { user, system } = process.cpuUsage(before);
  return { startSeconds, seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6 };
}
