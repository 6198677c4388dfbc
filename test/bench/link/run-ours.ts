/** `sanku link` on a set, in a process of its own: with the short model and nothing else. */
import { spawn } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { watchMemory } from '../processes.ts';
import type { PreparedSet } from './prepare-sets.ts';

const SANKU = path.resolve(import.meta.dirname, '../../../cli/sanku.js');

export interface OurFigures {
  /** Of a run without truth, from the start of the process to its end: reading, training, scoring, clustering, report, all files. */
  seconds: number;
  /** The same by the engine's own clock: until the clusters stand. */
  engineSeconds: number;
  /** Of that run's whole process tree. */
  peakMb: number;
  precision: number;
  recall: number;
  /** Of the clusters at the line the engine chose. */
  f1: number;
  /** Of the best line there would have been. */
  bestF1: number;
  candidateRecall: number;
}

/** `pairs`, `best`: where truth was given. */
interface Metrics {
  seconds: number;
  pairs: { precision: number; recall: number; f1: number };
  best: { threshold: number; f1: number };
  candidateRecall: number;
}

export async function runOurs(set: PreparedSet, out: string): Promise<OurFigures> {
  await mkdir(path.dirname(out), { recursive: true });
  // To compare with truth is no part of linking: time and memory are those of a run that has none.
  const { seconds, peakMb } = await run(set, out, []);
  const { seconds: engineSeconds } = await metricsIn(out);
  await run(set, out, ['--truth', set.truth]);
  const { pairs, best, candidateRecall } = await metricsIn(out);
  return { seconds, engineSeconds, peakMb, ...pairs, bestF1: best.f1, candidateRecall };
}

async function run(set: PreparedSet, out: string, more: readonly string[]): Promise<{ seconds: number; peakMb: number }> {
  const start = performance.now();
  const words = ['link', ...set.files, '--model', set.model, '--out', out, ...more];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SANKU, ...words], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, LANG: 'C' },
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-4000);
  });
  const memory = watchMemory({ pid: child.pid!, dataFolder: out });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [seconds, peakMb] = [(performance.now() - start) / 1000, memory.stop()];
  if (code !== 0) throw new Error(`sanku ${words.join(' ')} ended with ${code}: ${said}`);
  return { seconds, peakMb };
}

async function metricsIn(out: string): Promise<Metrics> {
  return JSON.parse(await readFile(path.join(out, 'metrics.json'), 'utf8')) as Metrics;
}
