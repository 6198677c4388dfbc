/** Brings a link back from its folder, to ask more of it: the same tables as `link` leaves, pairs and clusters from the CSVs. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Duck } from '../../../core/duckdb/duck.ts';
import { readCsv } from '../../../core/duckdb/files.ts';
import { duck } from '../../../core/duckdb/sql.ts';
import { outputErrors } from './errors.ts';
import { type ModelFile, readModelFile } from './model-file.ts';
import { readLinkFile } from './output-folder.ts';

export interface LinkFolder {
  /** Paths of the files that were linked, as they were. */
  files: string[];
  model: ModelFile;
}

/** @throws linkFolderWrong, linkInputChanged */
export async function readLinkFolder(folder: string): Promise<LinkFolder> {
  const link = await readLinkFile(folder);
  const model = readModelFile(await readFile(path.join(folder, 'model.json'), 'utf8').catch(() => ''));
  if (link === undefined || model === undefined) throw outputErrors.linkFolderWrong({ folder });
  for (const { path: file, bytes } of link.files) {
    const size = await stat(file).then(
      (found) => found.size,
      () => -1,
    );
    if (size !== bytes) throw outputErrors.linkInputChanged({ file });
  }
  return { files: link.files.map(({ path: file }) => file), model };
}

/** Table `record(n, file, id)` from the clusters alone, where the files themselves are not at hand. @throws clustersUnreadable */
export async function readRecords(db: Duck, clusters: string): Promise<void> {
  const rows = readCsv(clusters, ['file', 'id', 'cluster']);
  try {
    await db.run(duck`CREATE OR REPLACE TABLE record AS SELECT (row_number() OVER () - 1)::UINTEGER AS n, file, id FROM (${rows})`);
  } catch (error) {
    throw outputErrors.clustersUnreadable({ file: clusters, reason: (error as Error).message.split('\n', 1)[0] }, error);
  }
}

/** Tables `cluster` and `record_pair` beside `record`; without a file of pairs `record_pair` is empty. @throws clustersUnreadable */
export async function readResult(db: Duck, { clusters, pairs }: { clusters: string; pairs: string | undefined }): Promise<void> {
  const one = readCsv(clusters, ['file', 'id', 'cluster']);
  const two =
    pairs === undefined
      ? duck`SELECT NULL AS left_file, NULL AS left_id, NULL AS right_file, NULL AS right_id, NULL AS weight, NULL AS probability, NULL AS band WHERE false`
      : readCsv(pairs, ['left_file', 'left_id', 'right_file', 'right_id', 'weight', 'probability', 'band']);
  try {
    await db.run(duck`CREATE OR REPLACE TABLE cluster AS
      SELECT n, (dense_rank() OVER (ORDER BY cluster) - 1)::UINTEGER AS cluster, cluster AS written FROM record JOIN (${one}) USING (file, id)`);
    await db.run(duck`CREATE OR REPLACE TABLE record_pair AS
      SELECT a.n AS left_n, b.n AS right_n, weight::DOUBLE AS weight, probability::DOUBLE AS probability, band
      FROM (${two}) JOIN record a ON a.file = left_file AND a.id = left_id JOIN record b ON b.file = right_file AND b.id = right_id`);
  } catch (error) {
    throw outputErrors.clustersUnreadable({ file: clusters, reason: (error as Error).message.split('\n', 1)[0] }, error);
  }
}

/**
 * The number of a record that a user names, `id` or `file:id`.
 *
 * @throws recordUnknown, recordAmbiguous
 */
export async function findRecord(db: Duck, named: string): Promise<number> {
  const found = await db.rows<{ n: number; file: string; id: string }>(
    duck`SELECT n, file, id FROM record WHERE id = ${named} OR file || ':' || id = ${named} ORDER BY n LIMIT 20`,
  );
  const exact = found.filter(({ file, id }) => `${file}:${id}` === named);
  const [first, second] = exact.length > 0 ? exact : found;
  if (first === undefined) throw outputErrors.recordUnknown({ record: named });
  if (second !== undefined) {
    const files = found.map(({ file }) => file).join(', ');
    throw outputErrors.recordAmbiguous({ record: named, files, example: `${first.file}:${first.id}` });
  }
  return first.n;
}

/** The members of the cluster that clusters.csv calls so. @throws clusterUnknown */
export async function findCluster(db: Duck, written: string): Promise<{ cluster: number; members: number[] }> {
  const rows = await db.rows<{ n: number; cluster: number }>(duck`SELECT n, cluster FROM cluster WHERE written = ${written} ORDER BY n`);
  const [first] = rows;
  if (first === undefined) throw outputErrors.clusterUnknown({ cluster: written });
  return { cluster: first.cluster, members: rows.map(({ n }) => n) };
}
