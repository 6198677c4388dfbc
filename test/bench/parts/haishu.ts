/** The registers of a district of the size of Haishu, imported into an empty hub: how long it takes, and how much of the processors. */
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { SHIPPED_CONFIG } from '../../../hub.ts';
import type { BenchCity } from '../bench-city.ts';
import type { Figure, PartResult } from '../figure.ts';
import { HAISHU, writeHaishu } from '../haishu-city.ts';
import { watchMemory } from '../processes.ts';
import { runTask } from '../run-task.ts';
import { slowestSteps } from '../slowest-steps.ts';
import type { Imported, ImportTask } from '../tasks/import.ts';

const SLOWEST = 15;
const MOST_SECONDS = 90;

export async function haishu(bench: BenchCity): Promise<PartResult> {
  const folder = path.join(bench.folder, 'haishu');
  const deliveries = path.join(folder, 'deliveries');
  if (!existsSync(deliveries)) {
    mkdirSync(deliveries, { recursive: true });
    await writeHaishu(deliveries);
  }
  const args: ImportTask = { dataFolder: path.join(folder, 'hub'), configFolder: SHIPPED_CONFIG, folder: deliveries };
  const running = runTask<Imported>('import', args);
  const memory = watchMemory({ pid: running.pid, dataFolder: args.dataFolder });
  const imported = await running.result.finally(() => memory.stop());
  const { open, import: taken, answer } = imported.seconds;
  const part = `Haishu's size: ${HAISHU.buildings.toLocaleString('en')} buildings, ${HAISHU.rooms.toLocaleString('en')} rooms`;
  const figures: Figure[] = [
    {
      part,
      name: '1,270,000 population records and 27,000 firms, empty hub to answering',
      seen: open + taken + answer,
      unit: 's',
      required: { most: MOST_SECONDS },
    },
    { part, name: 'peak memory, Node and PostgreSQL together', seen: memory.stop(), unit: 'MB' },
  ];
  return { figures, details: { ...imported, slowestSteps: slowestSteps(imported, SLOWEST) } };
}
