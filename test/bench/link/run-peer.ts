/** Splink on a set, in a process of its own, by one of the two plans that `peers/splink_link.py` holds for it. */
import { execFileSync, spawn } from 'node:child_process';
import path from 'node:path';
import type { PreparedSet } from './prepare-sets.ts';

const SCRIPT = path.resolve(import.meta.dirname, '../peers/splink_link.py');

export interface PeerFigures {
  plan: number;
  /** Its own clock: reading, training, prediction and one clustering; neither the start of Python nor the search for the best threshold. */
  seconds: number;
  peakMb: number;
  /** The best of all thresholds, and the better of edges and clusters. */
  bestF1: number;
  bestEdges: number;
  bestClusters: number;
  candidateRecall: number;
}

interface Said {
  seconds: number;
  memoryMb: number;
  candidateRecall: number;
  bestEdges: { f1: number } | null;
  bestClusters: { f1: number } | null;
}

const pythonOf = (environment: string) =>
  path.join(path.resolve(environment), process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');

export function peerVersions(environment: string): string {
  const words =
    'import splink, duckdb, sys; print(f"Splink {splink.__version__}, DuckDB {duckdb.__version__}, Python {sys.version.split()[0]}")';
  return execFileSync(pythonOf(environment), ['-c', words], { encoding: 'utf8' }).trim();
}

/** @returns the line of JSON that it says */
export async function runPeer({ folder, peer }: PreparedSet, environment: string, plan: number): Promise<string> {
  const words = [SCRIPT, peer.name, folder, '--id', peer.id, '--plan', String(plan), '--sweep', peer.sweep];
  const child = spawn(pythonOf(environment), words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, errors] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors = `${errors}${chunk}`.slice(-4000);
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`Splink on ${peer.name}, plan ${plan}, ended with ${code}: ${errors}`);
  return out.trim().split('\n').at(-1)!;
}

/** Its memory is the highest of its process before the search for the best threshold began. */
export function readSaid(line: string, plan: number): PeerFigures {
  const said = JSON.parse(line) as Said;
  const [bestEdges, bestClusters] = [said.bestEdges?.f1 ?? 0, said.bestClusters?.f1 ?? 0];
  const { seconds, memoryMb: peakMb, candidateRecall } = said;
  return { plan, seconds, peakMb, bestF1: Math.max(bestEdges, bestClusters), bestEdges, bestClusters, candidateRecall };
}
