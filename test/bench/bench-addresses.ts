/** Labelled addresses with other numbers, so that no two of the first hundred thousand are the same. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

export function benchAddresses(count: number): string[] {
  const folder = path.resolve(import.meta.dirname, '../../values/address/labelled');
  const lines = ['forms.csv', 'awkward.csv', 'company-addresses.csv'].flatMap((file) =>
    readFileSync(path.join(folder, file), 'utf8').trimEnd().split('\n').slice(1),
  );
  const texts = lines.map((line) => line.split(',')[0]!.replaceAll('"', ''));
  return Array.from({ length: count }, (_, i) => texts[i % texts.length]!.replace(/\d+/, String(1 + (i % 999))));
}
