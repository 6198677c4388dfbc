/** The hub's tables as files: CSV, or an Arrow IPC stream where the file's name ends in `.arrow`. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { exportCases, type LakeFiles } from './comparisons/index.ts';
import { writeArrow } from './core/arrow.ts';
import { type Duck, runSteps } from './core/duckdb/duck.ts';
import { duck, type Sql } from './core/duckdb/sql.ts';
import { writePrivately } from './core/private-file.ts';
import { makeWorkFolder } from './hub-work-folders.ts';
import { assignmentsQuery, exportStep, housesQuery, type MdmContext, relationsQuery } from './mdm/index.ts';
import { ENTITY_TYPES } from './schema/index.ts';

export const EXPORTS = ['assignments', 'relations', 'cases', 'houses'] as const;
export type ExportName = (typeof EXPORTS)[number];

export interface ExportParts {
  /** Absolute paths of a part's live lake files, one group per source, in the order of their version. */
  live: LakeFiles;
  openDuck: () => Promise<Duck>;
}

export function createExport(
  { database, log, workFolder }: Pick<MdmContext, 'database' | 'log' | 'workFolder'>,
  { live, openDuck }: ExportParts,
) {
  const queryOf = async (what: Exclude<ExportName, 'cases'>): Promise<Sql> => {
    if (what === 'relations') return relationsQuery((await live('golden-relations', 'relation')).flat()[0]);
    if (what === 'houses') return housesQuery((await live('golden', 'house')).flat());
    const files: Parameters<typeof assignmentsQuery>[0] = {};
    for (const type of ENTITY_TYPES)
      files[type] = { mentions: await live('mentions', type), assignments: (await live('assignments', type)).flat() };
    return assignmentsQuery(files);
  };
  const casesAsArrow = async (out: string) => {
    const folder = await makeWorkFolder(workFolder, 'export');
    try {
      const csv = path.join(folder, 'cases.csv');
      await exportCases(database, csv);
      using db = await openDuck();
      const query = duck`SELECT * REPLACE (valid_from::DATE AS valid_from, valid_to::DATE AS valid_to) FROM read_csv(${csv}, all_varchar = true, header = true)`;
      await writeArrow(db, { query, path: out });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
  const write = async (what: ExportName, out: string): Promise<void> => {
    const isArrow = out.endsWith('.arrow');
    if (what === 'cases') return isArrow ? casesAsArrow(out) : exportCases(database, out);
    const query = await queryOf(what);
    using db = await openDuck();
    if (isArrow) await writeArrow(db, { query, path: out });
    else await runSteps(db, [exportStep(what, { query, path: out })], { log });
  };
  // The keys of records may be numbers of people.
  return (what: ExportName, out: string): Promise<void> => writePrivately(out, (beside) => write(what, beside));
}
