/** Look-ups by identity number over HTTP, each logged before it is answered: in quiet, and while a publish runs. */
import type { BenchCity, MeasuredImport } from '../bench-city.ts';
import type { Figure, PartResult } from '../figure.ts';
import { type Answers, type Latency, summarise } from '../latency.ts';
import { databaseProcess, processorSeconds } from '../processes.ts';
import { runTask } from '../run-task.ts';
import { type Serving, serve } from '../serve.ts';
import type { LoadTask } from '../tasks/load.ts';
import type { Prepared, PrepareTask } from '../tasks/prepare-lookup.ts';
import type { QueryTask } from '../tasks/query.ts';

const REQUESTS = 20_000;
const WARM_UP = 4_000;
const CONNECTIONS = 16;

interface Asked {
  latency: Latency;
  /** Processor time of one look-up, in milliseconds: the server's, the database's. */
  processorMs: { node: number; postgresql: number };
}

export async function lookUp(bench: BenchCity): Promise<PartResult> {
  bench.requireNextMonth();
  await bench.reach(Math.max(1, bench.reached()));
  const { dataFolder } = bench;
  const prepared = await runTask<Prepared>('prepare-lookup', { dataFolder, count: REQUESTS } satisfies PrepareTask).result;
  const { numbers } = prepared;
  const query: QueryTask = { dataFolder, numbers, askers: CONNECTIONS, warmUp: WARM_UP, requests: REQUESTS };
  const bare = summarise(await runTask<Answers>('query', query).result);
  const server = await serve(dataFolder);
  try {
    const quiet = await askQuietly(server, bench, prepared);
    const busy = await askDuringImport(server, bench, prepared);
    return { figures: figures({ bare, quiet, busy }), details: { connections: CONNECTIONS, numbers: numbers.length, bare, quiet, busy } };
  } finally {
    await server.stop();
  }
}

function load({ port }: Serving, prepared: Prepared, requests?: number) {
  const args: LoadTask = { ...prepared, port, connections: CONNECTIONS, warmUp: WARM_UP, ...(requests === undefined ? {} : { requests }) };
  return runTask<Answers>('load', args);
}

async function askQuietly(server: Serving, { dataFolder }: BenchCity, prepared: Prepared): Promise<Asked> {
  const database = databaseProcess(dataFolder);
  const used = () => ({ node: processorSeconds(server.pid), postgresql: database === undefined ? Number.NaN : processorSeconds(database) });
  await load(server, prepared, 0).result;
  const before = used();
  const answers = await load(server, prepared, REQUESTS).result;
  const after = used();
  const each = (from: number, to: number) => ((to - from) * 1000) / (REQUESTS + WARM_UP);
  return {
    latency: summarise(answers),
    processorMs: { node: each(before.node, after.node), postgresql: each(before.postgresql, after.postgresql) },
  };
}

/** Over the whole import, and over its second half alone: resolve, publish, compare. */
async function askDuringImport(server: Serving, bench: BenchCity, prepared: Prepared): Promise<{ whole: Latency; publish: Latency }> {
  const asking = load(server, prepared);
  const imported = await bench.import(bench.reached() + 1);
  asking.stop();
  const answers = await asking.result;
  return {
    whole: summarise(answers, span(imported, 'land', 'answering')),
    publish: summarise(answers, span(imported, 'publish', 'answering')),
  };
}

function span({ stages }: MeasuredImport, from: string, to: string): { from: number; to: number } {
  const at = (name: string) => stages.find(({ stage }) => stage === name)?.at ?? Number.NaN;
  return { from: at(from), to: at(to) };
}

function figures({ bare, quiet, busy }: { bare: Latency; quiet: Asked; busy: { whole: Latency; publish: Latency } }): Figure[] {
  const during = 'look-up during an import';
  const part = 'look-up';
  return [
    { part, name: 'the query alone', seen: bare.rate, unit: '/s' },
    { part, name: 'over HTTP, logged', seen: quiet.latency.rate, unit: '/s', required: { least: 2000 } },
    { part, name: 'p50', seen: quiet.latency.p50, unit: 'ms' },
    { part, name: 'p95', seen: quiet.latency.p95, unit: 'ms', required: { most: 20 } },
    { part, name: 'p99', seen: quiet.latency.p99, unit: 'ms' },
    { part, name: 'processor time of one in Node', seen: quiet.processorMs.node, unit: 'ms' },
    { part, name: 'processor time of one in PostgreSQL', seen: quiet.processorMs.postgresql, unit: 'ms' },
    { part: during, name: 'rate, whole import', seen: busy.whole.rate, unit: '/s' },
    { part: during, name: 'p95, whole import', seen: busy.whole.p95, unit: 'ms' },
    { part: during, name: 'slowest, whole import', seen: busy.whole.slowest, unit: 'ms' },
    { part: during, name: 'p95 while it resolves, publishes and compares', seen: busy.publish.p95, unit: 'ms' },
    {
      part: during,
      name: 'slowest while it resolves, publishes and compares',
      seen: busy.publish.slowest,
      unit: 'ms',
      required: { most: 200 },
    },
  ];
}
