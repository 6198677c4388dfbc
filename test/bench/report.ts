/** docs/benchmarks.md for people and docs/benchmarks.json for programs. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Figure, isMet, show, showRequired } from './figure.ts';
import type { Machine } from './machine.ts';

export interface Report {
  date: string;
  people: number;
  machine: Machine;
  figures: Figure[];
  /** Part → what is behind its figures. */
  details: Record<string, Record<string, unknown>>;
}

/** @param out the page; the JSON stands beside it */
export async function writeReport(report: Report, out: string): Promise<void> {
  const figures = report.figures.map((figure) => ({ ...figure, required: figure.required ?? null, met: isMet(figure) ?? null }));
  await writeFile(out, page(report));
  await writeFile(path.format({ ...path.parse(out), base: '', ext: '.json' }), `${JSON.stringify({ ...report, figures }, null, 2)}\n`);
}

export function table(figures: readonly Figure[]): string {
  const lines = figures.map((figure) => {
    const met = isMet(figure);
    const word = met === undefined ? '' : met ? 'yes' : '**no**';
    return `| ${figure.part} | ${figure.name} | ${show(figure)} | ${showRequired(figure)} | ${word} |`;
  });
  return ['| part | figure | seen | required | met |', '| --- | --- | ---: | ---: | --- |', ...lines].join('\n');
}

function page({ date, people, machine, figures }: Report): string {
  return `# Benchmarks

Written by \`npm run bench\`; do not edit. What is behind each figure stands in [benchmarks.json](benchmarks.json).

${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB of memory, ${machine.system}; Node ${machine.node}, DuckDB ${machine.duckdb},
PostgreSQL ${machine.postgresql}. City of ${people.toLocaleString('en')} people, seed 1. ${date}.

${table(figures)}

## How it is measured

* Nothing is left out of a time that a user would wait for: an import counts from the start of its process, with the database started and,
  in an empty folder, made, to the first look-up answered.
* Peak memory is the highest sum of the proportional set sizes (PSS) of the importing process and of all PostgreSQL processes, looked at five times a second.
* The bare work is done by the same machine in the same run, each piece in a process of its own, one after the other. *Decoders*: every
  file of the delivery into a DuckDB table. *DuckDB writing the Parquet*: the files of the hub's lake once more, from memory, in the same order and compression.
  *PostgreSQL*: the rows of person, company, house, relation and ledger by COPY into fresh tables with the same indexes, as many at once as a publish does.
* Decoders beside DuckDB: the same 300,000 rows of six columns in every format (an XLS sheet holds 65,535), each decoded in a process of its own into a
  table of texts in DuckDB; DuckDB's own reader takes the UTF-8 CSV, told its columns, and checks nothing.
* Look-ups: 16 kept-alive connections from a process on the same machine, each asking again as soon as it is answered; 20,000 questions for different
  people after 4,000 to warm up; every answer is checked. The query alone is asked the same way without HTTP, rights and log.
* During an import the same load goes on at full speed, on the same processors, while another process imports the next month.
* Digits are rounded against the hub: times up, rates and shares down. Whether a figure is met is decided before rounding.
`;
}
