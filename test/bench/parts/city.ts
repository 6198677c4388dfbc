/** All feeds of a city into an empty hub, beside the same machine's bare work. */
import type { BenchCity, MeasuredImport } from '../bench-city.ts';
import type { Figure, PartResult } from '../figure.ts';
import { runTask } from '../run-task.ts';
import { slowestSteps } from '../slowest-steps.ts';
import type { Copied, CopyTask } from '../tasks/copy.ts';
import type { DecodedFolder, DecodeTask } from '../tasks/decode.ts';
import type { ParquetTask, ParquetWritten } from '../tasks/parquet.ts';

const SLOWEST = 15;

export async function city(bench: BenchCity): Promise<PartResult> {
  const { people, dataFolder, configFolder } = bench;
  if (bench.reached() > 0) throw new Error('the part city needs an empty hub: name another --folder');
  const sampleSeconds = await bench.make('city-alone', 1);
  await bench.reach(1);
  const hub = bench.imported(1)!;
  const decoded = await runTask<DecodedFolder>('decode', { configFolder, folder: bench.month(1) } satisfies DecodeTask).result;
  const parquet = await runTask<ParquetWritten>('parquet', { dataFolder } satisfies ParquetTask).result;
  const copied = await runTask<Copied>('copy', { dataFolder } satisfies CopyTask).result;
  const bare = decoded.seconds + parquet.seconds + copied.seconds;
  const part = `city of ${people.toLocaleString('en')}`;
  const figures: Figure[] = [
    {
      part,
      name: 'sample city written, month 1',
      seen: sampleSeconds,
      unit: 's',
      ...(people === 100_000 ? { required: { most: 20 } } : {}),
    },
    { part, name: 'empty hub to answering, month 1', seen: hub.total, unit: 's' },
    { part, name: 'peak memory, Node and PostgreSQL together', seen: hub.peakMb, unit: 'MB' },
    { part, name: 'bare work: decoders alone', seen: decoded.seconds, unit: 's' },
    { part, name: 'bare work: DuckDB writing the Parquet', seen: parquet.seconds, unit: 's' },
    { part, name: 'bare work: PostgreSQL, COPY and indexes', seen: copied.seconds, unit: 's' },
    { part, name: 'hub beside the bare work', seen: hub.total / bare, unit: 'x', required: { most: 3 } },
  ];
  return { figures, details: { ...phases(hub), slowestSteps: slowestSteps(hub, SLOWEST), decoded, parquet, copied } };
}

/** Where the seconds of an import went. */
export function phases({ seconds, runs, statuses, peakMb }: MeasuredImport) {
  return {
    seconds,
    peakMb,
    statuses: statuses.join(', '),
    runs: runs.map(({ kind, source, seconds: took }) => ({ kind, source, seconds: took })),
  };
}
