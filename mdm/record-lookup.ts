import path from 'node:path';
import type { Duck } from '../core/duckdb/duck.ts';
import { parquet } from '../core/duckdb/files.ts';
import { duck, join, rawSql, type Sql } from '../core/duckdb/sql.ts';
import type { MdmContext } from './contract.ts';
import type { RecordLookup } from './golden-reader-store.ts';
import { ASSIGNMENTS, ENTITY_TYPES, type EntityType, MENTIONS } from './shapes.ts';

type Lake = Pick<MdmContext, 'lakeFolder' | 'lakeFiles'>;

/**
 * Finds the entities of a few records: what each says, from the lake's mentions, and whose that is, from its assignments. The files are
 * filtered before their versions are compared, so that a look-up reads only the row groups that can hold what is asked for.
 */
export function createRecordLookup({ lakeFolder, lakeFiles }: Lake, openDuck: () => Promise<Duck>): RecordLookup {
  const livePaths = async (family: string, type: EntityType, source?: string) =>
    (await lakeFiles(family, type))
      .filter((file) => file.status === 'live' && (source === undefined || file.source === source))
      .map((file) => path.join(lakeFolder, file.path));
  const find: RecordLookup = async (source, records) => {
    const found: Awaited<ReturnType<RecordLookup>> = [];
    if (records.length === 0) return found;
    for (const entityType of ENTITY_TYPES) {
      const [mentions, assignments] = [
        await livePaths(MENTIONS.family, entityType, source),
        await livePaths(ASSIGNMENTS.family, entityType),
      ];
      if (mentions.length === 0 || assignments.length === 0) continue;
      const db = await openDuck();
      const said = await db.rows<{ record: string; role: string; statement: string }>(
        duck`SELECT record, role, statement::VARCHAR AS statement FROM (${latest(mentions, ['record', 'role', 'statement'], duck`record IN ${[...records]}`)})
          WHERE present ORDER BY record, role`,
      );
      if (said.length === 0) continue;
      const statements = duck`statement IN (${join(said.map(({ statement }) => rawSql(statement)))})`;
      const owners = await db.rows<{ statement: string; entity: string }>(
        duck`SELECT statement::VARCHAR AS statement, entity FROM (${latest(assignments, ['statement', 'entity'], statements)}) WHERE present`,
      );
      const entityOf = new Map(owners.map(({ statement, entity }) => [statement, entity]));
      for (const { record, role, statement } of said)
        if (entityOf.has(statement)) found.push({ record, role, entityType, entity: entityOf.get(statement)! });
    }
    return found;
  };
  // Too short to hold a lock for: a file that was replaced and removed in between is looked for once more, under its new name.
  return (source, records) =>
    find(source, records).catch((error: Error) => {
      if (!/IO Error/.test(error.message)) throw error;
      return find(source, records);
    });
}

/** The last version of each key among the rows that `wanted` lets through; all columns but the last are the key. */
function latest(files: readonly string[], columns: readonly string[], wanted: Sql): Sql {
  const names = rawSql(columns.join(', '));
  const layers = files.map((file, layer) => duck`SELECT ${names}, present, ${layer} AS layer FROM ${parquet([file])} WHERE ${wanted}`);
  return duck`SELECT * FROM (${join(layers, ' UNION ALL ')})
    QUALIFY row_number() OVER (PARTITION BY ${rawSql(columns.slice(0, -1).join(', '))} ORDER BY layer DESC) = 1`;
}
