/** `npm start` on a fresh data folder, and again. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { BenchCity } from '../bench-city.ts';
import type { PartResult } from '../figure.ts';
import { serve } from '../serve.ts';

export async function start(city: BenchCity): Promise<PartResult> {
  const dataFolder = path.join(city.folder, `start-${Date.now()}`);
  await mkdir(dataFolder, { recursive: true });
  const first = await serve(dataFolder);
  await first.stop();
  const second = await serve(dataFolder);
  await second.stop();
  const part = 'start';
  return {
    figures: [
      { part, name: 'first start: city of 10,000 made, imported, served', seen: first.readySeconds, unit: 's', required: { most: 60 } },
      { part, name: 'second start', seen: second.readySeconds, unit: 's', required: { most: 5 } },
    ],
    details: {},
  };
}
