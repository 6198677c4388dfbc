/** What the tests of the engine share: small files, a small DuckDB, a link in one call. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duck } from '../../core/duckdb/duck.ts';
import { duck as sql } from '../../core/duckdb/sql.ts';
import { compileModel } from './compile-model.ts';
import type { LinkOptions, TrainedModel } from './contract.ts';
import { type Linked, link } from './link.ts';
import { readModel } from './read-model.ts';

export interface LinkedFiles {
  result: Linked;
  /** `file id` of the members, clusters of two and more, in order. */
  clusters: string[][];
  duck: Duck;
}

/** Links files given as text, name → content, under a model's text; hands the result to `look` before all is thrown away. */
export async function linkTexts<T>(
  { files, model, trained, labels, options, memoryMb = 200 }: LinkTexts,
  look: (linked: LinkedFiles) => Promise<T> | T,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'sanku-link-'));
  using duck = await Duck.open({ spillFolder: folder, memoryMb });
  try {
    const paths = Object.entries(files).map(([file, content]) => {
      writeFileSync(join(folder, file), content);
      return join(folder, file);
    });
    const compiled = compileModel(readModel(model, 'model.yaml'));
    const request = { files: paths, model: compiled, duck, ...(trained && { trained }), ...(options && { options }) };
    const labelled = join(folder, 'labels');
    if (labels !== undefined) writeFileSync(labelled, labels);
    const result = await link({ ...request, ...(labels !== undefined && { labels: labelled }) });
    const rows = await duck.rows<{ members: string }>(sql`
      SELECT string_agg(file || ' ' || id, ';' ORDER BY file, id) AS members FROM cluster JOIN record USING (n)
      GROUP BY cluster HAVING count(*) > 1 ORDER BY members`);
    return await look({ result, clusters: rows.map(({ members }) => members.split(';')), duck });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface LinkTexts {
  files: Record<string, string | Buffer>;
  model: string;
  trained?: TrainedModel;
  /** Content of a file of labels. */
  labels?: string;
  options?: LinkOptions;
  memoryMb?: number;
}

const GIVEN = [
  'ANNA',
  'BORIS',
  'CLARA',
  'DAVID',
  'ELENA',
  'FELIX',
  'GRETA',
  'HUGO',
  'IRMA',
  'JONAS',
  'KARIN',
  'LUKAS',
  'MARTA',
  'NILS',
  'OLGA',
  'PETER',
];
const ROOTS = ['BER', 'HOL', 'STEIN', 'WALD', 'KRAM', 'LIND', 'MOR', 'NEU', 'OST', 'PFEIL', 'RAU', 'SAND', 'TAU', 'VOG', 'WEI', 'ZIM'];
const ENDS = ['MANN', 'BERG', 'ER', 'HAUS', 'BACH', 'INGER', 'FELD', 'STROM'];

export interface Person {
  id: string;
  truth: string;
  given: string;
  surname: string;
  dob: string;
  phone: string;
}

/** People, some of them written down twice or three times with a slip; the same for the same number. */
export function people(count: number): Person[] {
  let state = 12345;
  const next = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
  const two = (number: number) => String(number).padStart(2, '0');
  const all: Person[] = [];
  for (let i = 0; all.length < count; i++) {
    const person = {
      given: GIVEN[next(GIVEN.length)]!,
      surname: ROOTS[next(ROOTS.length)]! + ENDS[next(ENDS.length)]!,
      dob: `${1940 + next(70)}-${two(1 + next(12))}-${two(1 + next(28))}`,
      phone: `1380${String(next(10_000_000)).padStart(7, '0')}`,
    };
    const copies = [1, 1, 2, 2, 3][next(5)]!;
    for (let copy = 0; copy < copies && all.length < count; copy++) {
      const slip = copy === 0 ? 4 : next(6);
      const surname = slip === 0 ? `${person.surname.slice(0, -1)}X` : person.surname;
      const dob = slip === 1 ? `${person.dob.slice(0, 8)}${two(1 + next(28))}` : person.dob;
      all.push({ ...person, surname, dob, phone: slip === 2 ? '' : person.phone, id: `r${all.length}`, truth: `e${i}` });
    }
  }
  return all;
}

export function csvOf(persons: readonly Person[]): string {
  return ['id,given,surname,dob,phone', ...persons.map((one) => [one.id, one.given, one.surname, one.dob, one.phone].join())].join('\n');
}

export const PEOPLE_MODEL = 'id: id\ncolumns:\n  given: person name\n  surname: person name\n  dob: date\n  phone: text\n';
