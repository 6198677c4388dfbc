/** The hub's tables as files: CSV, or an Arrow IPC stream where the file's name ends in `.arrow`. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { exportCases, type LakeFiles } from './comparisons/index.ts';
import { type Duck, runSteps } from './core/duckdb/duck.ts';
import type { Sql } from './core/duckdb/sql.ts';
import { writePrivately } from './core/private-file.ts';
import { makeWorkFolder } from './hub-work-folders.ts';
import { assignmentsQuery, exportStep, housesQuery, knownQuery, type MdmContext, relationsQuery, writeKnown } from './mdm/index.ts';
import { ENTITY_TYPES } from './schema/index.ts';

export const EXPORTS = ['assignments', 'relations', 'cases', 'houses'] as const;
export type ExportName = (typeof EXPORTS)[number];

const DAYS = ['valid_from', 'valid_to'];

export interface ExportOptions {
  /** Also `known_from`: the instant since which the hub knows it. */
  known?: boolean;
}

export interface ExportParts {
  /** Absolute paths of a part's live lake files, one group per source, in the order of their version. */
  live: LakeFiles;
  openDuck: () => Promise<Duck>;
}

/** A large library, which a hub that exports nothing in this form does not need. */
const loadArrow = () => import('./core/arrow.ts');

export function createExport(
  { database, log, workFolder }: Pick<MdmContext, 'database' | 'log' | 'workFolder'>,
  { live, openDuck }: ExportParts,
) {
  const queryOf = async (what: Exclude<ExportName, 'cases'>): Promise<Sql> => {
    if (what === 'relations') return relationsQuery((await live('golden-relations', 'relation')).flat()[0]);
    if (what === 'houses') return housesQuery((await live('golden', 'house')).flat());
    return assignmentsQuery(await assignmentFiles());
  };
  const assignmentFiles = async () => {
    const files: Parameters<typeof assignmentsQuery>[0] = {};
    for (const type of ENTITY_TYPES)
      files[type] = { mentions: await live('mentions', type), assignments: (await live('assignments', type)).flat() };
    return files;
  };
  /** What PostgreSQL alone knows, by way of a CSV of its own. */
  const knownTable = async (what: ExportName, file: string): Promise<Sql> => {
    if (what === 'assignments') {
      await writeKnown(database, { what: 'deliveries', path: file });
      return assignmentsQuery(await assignmentFiles(), file);
    }
    if (what === 'cases') return casesTable(file, true);
    await writeKnown(database, { what, path: file });
    return knownQuery(file, what === 'houses' ? {} : { days: DAYS });
  };
  const casesTable = async (file: string, known: boolean): Promise<Sql> => {
    await exportCases(database, file, { known });
    return knownQuery(file, { days: DAYS });
  };
  const writeQuery = async (what: ExportName, query: Sql, out: string): Promise<void> => {
    using db = await openDuck();
    if (out.endsWith('.arrow')) await (await loadArrow()).writeArrow(db, { query, path: out });
    else await runSteps(db, [exportStep(what, { query, path: out })], { log });
  };
  const write = async (what: ExportName, out: string, { known = false }: ExportOptions): Promise<void> => {
    if (what === 'cases' && !known && !out.endsWith('.arrow')) return exportCases(database, out);
    if (what !== 'cases' && !known) return writeQuery(what, await queryOf(what), out);
    const folder = await makeWorkFolder(workFolder, 'export');
    try {
      const file = path.join(folder, `${what}.csv`);
      await writeQuery(what, await (known ? knownTable(what, file) : casesTable(file, false)), out);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
  // The keys of records may be numbers of people.
  return (what: ExportName, out: string, options: ExportOptions = {}): Promise<void> =>
    writePrivately(out, (beside) => write(what, beside, options));
}
