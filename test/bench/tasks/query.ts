/** The query behind a look-up and nothing else: no HTTP, no rights, no log. */
import { silentLog } from '../../../core/log.ts';
import { openHub } from '../../../hub.ts';
import { askAll } from '../asking.ts';
import type { Answers } from '../latency.ts';

export interface QueryTask {
  dataFolder: string;
  numbers: string[];
  askers: number;
  warmUp: number;
  requests: number;
}

export async function task({ dataFolder, numbers, askers, warmUp, requests }: QueryTask): Promise<Answers> {
  const hub = await openHub({ dataFolder, log: silentLog });
  const ask = async (_: number, index: number): Promise<void> => {
    const keys = [`idNumber:${numbers[index % numbers.length]}`];
    const found = await hub.golden.search({ entityType: 'person', keys, limit: 11 });
    if (found.length !== 1) throw new Error(`${found.length} people instead of one`);
  };
  await askAll({ askers, count: warmUp, ask });
  const answers = await askAll({ askers, count: requests, ask });
  await hub.close();
  return answers;
}
