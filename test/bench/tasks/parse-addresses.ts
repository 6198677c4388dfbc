/** The address parser alone: labelled addresses with other numbers, so that no two texts are the same. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createAddressParser } from '../../../values/index.ts';

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
  const folder = path.resolve(import.meta.dirname, '../../../values/address/labelled');
  const lines = ['forms.csv', 'company-addresses.csv'].flatMap((file) =>
    readFileSync(path.join(folder, file), 'utf8').trimEnd().split('\n').slice(1),
  );
  const texts = lines.map((line) => line.split(',')[0]!.replaceAll('"', ''));
  const opening = performance.now();
  const parser = createAddressParser({ divisions: [], today: '2026-10-01' });
  parser.parse(texts[0]!);
  const startSeconds = (performance.now() - opening) / 1000;
  const all = Array.from({ length: addresses }, (_, i) => texts[i % texts.length]!.replace(/\d+/, String(1 + (i % 999))));
  const start = performance.now();
  const before = process.cpuUsage();
  for (const text of all) parser.parse(text);
  const { user, system } = process.cpuUsage(before);
  return { startSeconds, seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6 };
}
