/** A CSV of addresses parsed as the command line does it, on all cores: read, taken apart, written. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseAddressFile } from '../../../hub-address-file.ts';
import { createAddressAnswers } from '../../../hub-addresses.ts';
import { benchAddresses } from '../bench-addresses.ts';

export interface ParseAddressFileTask {
  addresses: number;
}

export interface ParsedAddressFile {
  /** With the table of divisions read by every thread. */
  seconds: number;
  cpuSeconds: number;
}

export async function task({ addresses }: ParseAddressFileTask): Promise<ParsedAddressFile> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sanku-addresses-'));
  try {
    const file = path.join(folder, 'in.csv');
    writeFileSync(
      file,
      `id,address\n${benchAddresses(addresses)
        .map((text, i) => `${i},"${text}"`)
        .join('\n')}\n`,
    );
    const start = performance.now();
    const before = process.cpuUsage();
    await parseAddressFile(createAddressAnswers({ divisions: [] }), { file, column: 'address', out: path.join(folder, 'out.csv') });
    const { user, system } = process.cpuUsage(before);
    return { seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
