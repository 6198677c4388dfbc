import path from 'node:path';
import type { Duck } from '../core/duckdb/duck.ts';
import { parquet } from '../core/duckdb/files.ts';
import { duck, join } from '../core/duckdb/sql.ts';
import type { MdmContext } from './contract.ts';
import type { RecordLookup } from './golden-reader-store.ts';
import { ASSIGNMENTS, ENTITY_TYPES } from './shapes.ts';

type Lake = Pick<MdmContext, 'lakeFolder' | 'lakeFiles'>;

/**
 * Finds the entities of a few records in the lake's assignments. The files are filtered before their versions are compared, so that a
 * look-up reads only the row groups that can hold the records.
 */
export function createRecordLookup({ lakeFolder, lakeFiles }: Lake, openDuck: () => Promise<Duck>): RecordLookup {
  return async (source, records) => {
    const found: Awaited<ReturnType<RecordLookup>> = [];
    for (const entityType of ENTITY_TYPES) {
      const files = (await lakeFiles(ASSIGNMENTS.family, entityType)).filter((file) => file.status === 'live');
      if (files.length === 0 || records.length === 0) continue;
      const layers = files.map(
        (file, layer) =>
          duck`SELECT record, role, entity, present, ${layer} AS layer FROM ${parquet([path.join(lakeFolder, file.path)])} WHERE source = ${source} AND record IN ${[...records]}`,
      );
      const rows = await (await openDuck()).rows<{ record: string; role: string; entity: string }>(duck`SELECT record, role, entity FROM (
        SELECT * FROM (${join(layers, ' UNION ALL ')}) QUALIFY row_number() OVER (PARTITION BY record, role ORDER BY layer DESC) = 1) WHERE present ORDER BY record, role`);
      found.push(...rows.map(({ record, role, entity }) => ({ record, role, entityType, entity })));
    }
    return found;
  };
}
