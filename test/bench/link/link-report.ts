/** docs/matching-benchmarks.md for people and docs/matching-benchmarks.json for programs. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Machine } from '../machine.ts';
import type { OurFigures } from './run-ours.ts';
import type { PeerFigures } from './run-peer.ts';

export interface SetFigures {
  name: string;
  title: string;
  records: number | undefined;
  ours: OurFigures;
  peer: PeerFigures | undefined;
}

export interface LinkReport {
  date: string;
  machine: Machine;
  /** Versions of the peer; undefined: not measured. */
  peer: string | undefined;
  sets: SetFigures[];
}

/** Shares are rounded down, times and sizes up, for ours; the other way round for the peer. */
const down = (share: number) => (Math.floor(share * 10_000 + 1e-6) / 10_000).toFixed(4);
const nearest = (share: number) => share.toFixed(4);

export function line({ name, ours, peer }: SetFigures): string {
  const [f1, best] = [down(ours.f1), down(ours.bestF1)];
  const beside =
    peer === undefined
      ? ['', '', '', '']
      : [nearest(peer.bestF1), ours.f1 > peer.bestF1 ? 'yes' : '**no**', peer.seconds.toFixed(1), peer.peakMb.toFixed(0)];
  return `| ${[name, f1, best, down(ours.candidateRecall), ours.engineSeconds.toFixed(1), ours.seconds.toFixed(1), ours.peakMb.toFixed(0), ...beside].join(' | ')} |`;
}

export async function writeLinkReport(report: LinkReport, out: string): Promise<void> {
  await writeFile(out, page(report));
  await writeFile(path.format({ ...path.parse(out), base: '', ext: '.json' }), `${JSON.stringify(report, null, 2)}\n`);
}

function page({ date, machine, peer, sets }: LinkReport): string {
  const about = sets.map(
    ({ name, title, records }) => `* **${name}**: ${title}${records === undefined ? '' : `, ${records.toLocaleString('en')} records`}`,
  );
  return `# Matching, measured

> **概要**：由 \`npm run bench:link\` 生成，请勿手工修改。各数据集均只用简短模型（列名与类别）和默认设置；“F1”为默认阈值下聚类结果的两两 F1，
> “best”为所有阈值中的最好值，“Splink”为同一台机器、同一次运行中 Splink 在两套设置和所有阈值下的最好值。

Written by \`npm run bench:link\`; do not edit. The digits behind it stand in [matching-benchmarks.json](matching-benchmarks.json); how the engine works, and what the figures are worth, in [matching.md](matching.md).

${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB of memory, ${machine.system}; Node ${machine.node}, DuckDB ${machine.duckdb}; ${peer ?? 'no peer measured'}. ${date}.

| set | F1 | best | candidates | engine s | s | MB | Splink F1 | ahead | Splink s | Splink MB |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | ---: | ---: |
${sets.map(line).join('\n')}

## The sets

${about.join('\n')}

## How it is measured

* Each set is linked by \`sanku link\` with a short model: its columns and their kinds, nothing else. No label is seen; the join line is the one the engine chose.
* F1 is pairwise, of the clusters: of all pairs of records that share a cluster, and of all that should. *Best* is what the best line would have given, *candidates* the share of true pairs that blocking brought together.
* Our time is that of a run without truth: by the engine's own clock, which ends when the clusters stand (as Splink's does), and of the whole process, from its start to its end with report and all files written; our memory that of this
  process and all below it (highest sum of proportional shares, looked at five times a second).
* Splink gets, for each set, two plans of comparisons and blocking rules written for it, cleaned values, and the better of the two at its best threshold, judged on edges or on clusters, whichever is higher; its time is its own clock's,
  without the start of Python and without the search for that threshold. Where two lists are linked, it is told so, and pairs within a list are not counted against it.
* The sets with a name of their own are shipped under examples/. The others are made by seeded generators in test/bench/link/sets: their errors are those of keyboards, ears and clerks. They show how the engine behaves over
  many shapes of data; real files have errors nobody thought of, so expect less of them.
`;
}
