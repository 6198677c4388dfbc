/** `sanku link` on a set, in a process of its own: with the short model and nothing else. */
import { spawn } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { watchMemory } from '../processes.ts';
import type { PreparedSet } from './prepare-sets.ts';

const SANKU = path.resolve(import.meta.dirname, '../../../cli/sanku.js');

export interface OurFigures {
  /** From the start of the process to its end: reading, training, scoring, clustering, writing. */
  seconds: number;
  /** Of the whole process tree. */
  peakMb: number;
  precision: number;
  recall: number;
  /** Of the clusters at the line the engine chose. */
  f1: number;
  /** Of the best line there would have been. */
  bestF1: number;
  candidateRecall: number;
}

interface Metrics {
  pairs: { precision: number; recall: number; f1: number };
  best: { threshold: number; f1: number };
  candidateRecall: number;
}

export async function runOurs(set: PreparedSet, out: string): Promise<OurFigures> {
  await mkdir(path.dirname(out), { recursive: true });
  const start = performance.now();
  const words = ['link', ...set.files, '--model', set.model, '--out', out, '--truth', set.truth];
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
  const { pairs, best, candidateRecall } = JSON.parse(await readFile(path.join(out, 'metrics.json'), 'utf8')) as Metrics;
  return { seconds, peakMb, ...pairs, bestF1: best.f1, candidateRecall };
}
