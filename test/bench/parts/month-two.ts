/** The next month, in which about one record in fifty changed, and the same delivery once more. */
import type { BenchCity } from '../bench-city.ts';
import type { PartResult } from '../figure.ts';
import { runTask } from '../run-task.ts';
import { slowestSteps } from '../slowest-steps.ts';
import type { DecodedFolder, DecodeTask } from '../tasks/decode.ts';
import type { FingerprintTask } from '../tasks/fingerprint.ts';
import { phases } from './city.ts';

const SLOWEST = 15;
/** Of month 1 without its decoding. */
const SHARE = 0.15;

export async function monthTwo(bench: BenchCity): Promise<PartResult> {
  if (bench.reached() > 1) throw new Error('the part month-two needs a hub at month 1: name another --folder');
  await bench.reach(1);
  const first = bench.imported(1);
  const second = await bench.import(2);
  const decode = (month: number) =>
    runTask<DecodedFolder>('decode', { configFolder: bench.configFolder, folder: bench.month(month) } satisfies DecodeTask).result;
  const [decodedFirst, decodedSecond] = [await decode(1), await decode(2)];
  const fingerprint = () => runTask<string>('fingerprint', { dataFolder: bench.dataFolder } satisfies FingerprintTask).result;
  const before = await fingerprint();
  const again = await bench.import(2);
  const changes = Number(again.published || (await fingerprint()) !== before);
  const part = 'month 2';
  const allowed = first === undefined ? {} : { required: { most: decodedSecond.seconds + SHARE * (first.total - decodedFirst.seconds) } };
  return {
    figures: [
      { part, name: 'decoders alone', seen: decodedSecond.seconds, unit: 's' },
      { part, name: 'answering again (≤ its decoding + 15 % of the rest of month 1)', seen: second.total, unit: 's', ...allowed },
      { part, name: 'peak memory, Node and PostgreSQL together', seen: second.peakMb, unit: 'MB' },
      { part, name: 'the same delivery again', seen: again.total, unit: 's', required: { most: 5 } },
      { part, name: 'the same delivery again: what it changed', seen: changes, unit: 'changes', required: { most: 0 } },
    ],
    details: { ...phases(second), slowestSteps: slowestSteps(second, SLOWEST), again: phases(again) },
  };
}
