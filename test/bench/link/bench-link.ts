/**
 * Measures the matching engine on sets with known truth, beside Splink where its environment is named, and writes docs/matching-benchmarks.md.
 * Nothing fails when a figure is missed: it is a measurement, not a test.
 *
 *   npm run bench:link -- [--peer FOLDER] [--sets febrl-1,persons,…] [--million] [--records N] [--out docs/matching-benchmarks.md] [--date 2026-11-30] [--folder FOLDER]
 *
 *   --peer FOLDER   the environment that `node test/bench/peers/make-environment.ts FOLDER` makes; without it Splink's columns stay empty
 *   --million       also a million persons (some minutes)
 *   --records N     another size for the generated sets
 *   --folder        keeps the sets and Splink's figures there, and uses those that are there
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine } from '../machine.ts';
import { type LinkReport, line, writeLinkReport } from './link-report.ts';
import { setNames } from './link-set.ts';
import { EXAMPLES, type PreparedSet, prepareExample, prepareGenerated, prepareMillion } from './prepare-sets.ts';
import { runOurs } from './run-ours.ts';
import { type PeerFigures, peerVersions, readSaid, runPeer } from './run-peer.ts';

const MILLION = 'persons-million';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      peer: { type: 'string' },
      sets: { type: 'string' },
      million: { type: 'boolean', default: false },
      records: { type: 'string' },
      out: { type: 'string', default: path.resolve(import.meta.dirname, '../../../docs/matching-benchmarks.md') },
      date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
      folder: { type: 'string' },
    },
  });
  const known = [...Object.keys(EXAMPLES), ...(await setNames())];
  const wanted = values.sets?.split(',') ?? [...known, ...(values.million ? [MILLION] : [])];
  for (const name of wanted)
    if (!known.includes(name) && name !== MILLION) throw new Error(`no set ${name}: ${[...known, MILLION].join(', ')}`);
  const folder = path.resolve(values.folder ?? (await mkdtemp(path.join(tmpdir(), 'sanku-link-'))));
  await mkdir(folder, { recursive: true });
  const report: LinkReport = {
    date: values.date,
    machine: describeMachine('not used'),
    peer: values.peer === undefined ? undefined : peerVersions(values.peer),
    sets: [],
  };
  try {
    for (const name of wanted) {
      const set = await prepare(name, { folder, records: values.records === undefined ? undefined : Number(values.records) });
      const ours = await runOurs(set, path.join(folder, name, 'out'));
      const peer =
        values.peer === undefined
          ? undefined
          : await bestOfPlans(set, values.peer, { plans: name === MILLION ? [1] : [1, 2], keep: path.join(folder, name) });
      report.sets.push({ name, title: set.title, records: set.records, ours, peer });
      console.log(line(report.sets.at(-1)!));
    }
  } finally {
    if (values.folder === undefined) await rm(folder, { recursive: true, force: true });
  }
  await writeLinkReport(report, values.out);
}

function prepare(name: string, { folder, records }: { folder: string; records: number | undefined }): Promise<PreparedSet> {
  if (name in EXAMPLES) return prepareExample(name);
  return name === MILLION ? prepareMillion(path.join(folder, name)) : prepareGenerated(name, path.join(folder, name), records);
}

/** Splink's better plan: the one with the higher F1, of equals the faster. */
async function bestOfPlans(
  set: PreparedSet,
  environment: string,
  { plans, keep }: { plans: readonly number[]; keep: string },
): Promise<PeerFigures> {
  const runs: PeerFigures[] = [];
  await mkdir(keep, { recursive: true });
  for (const plan of plans) {
    const kept = path.join(keep, `peer-${plan}.json`);
    if (!existsSync(kept)) await writeFile(kept, await runPeer(set, environment, plan));
    runs.push(readSaid(await readFile(kept, 'utf8'), plan));
  }
  return runs.sort((a, b) => b.bestF1 - a.bestF1 || a.seconds - b.seconds)[0]!;
}

await main();
