/** What the files themselves say of a model, before and after they are read. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { advise, Mistakes } from '../../config/index.ts';
import type { Duck } from '../../core/duckdb/duck.ts';
import { duck } from '../../core/duckdb/sql.ts';
import type { LinkModel, Warning } from './contract.ts';
import { csvFile, type InputFile } from './encode-steps.ts';
import { linkageErrors } from './errors.ts';
import type { Profiles } from './profiles.ts';
import { throwMistakes } from './read-model.ts';
import type { PreparedRules } from './rules.ts';

/**
 * Reads the header of each file and holds the model beside them. A column that only some files have is empty in the others.
 *
 * @throws modelInvalid, tableUnreadable, fileTwice
 */
export async function checkFiles(
  db: Duck,
  paths: readonly string[],
  model: LinkModel,
): Promise<{ files: InputFile[]; warnings: Warning[] }> {
  const files: InputFile[] = [];
  for (const path of paths) {
    const base = basename(path);
    if (files.some((file) => file.base === base)) throw linkageErrors.fileTwice({ file: base });
    files.push({ path, base, columns: await readHeader(db, path) });
  }
  const mistakes = new Mistakes();
  const warnings: Warning[] = [];
  const known = [...new Set(files.flatMap(({ columns }) => columns))];
  const check = (place: string, column: string) => {
    const lacking = files.filter(({ columns }) => !columns.includes(column));
    if (lacking.length === files.length) mistakes.add('columnNowhere', model.place(place), { column, ...advise(column, known) });
    else for (const { base } of lacking) warnings.push(linkageErrors.columnAbsent({ column, file: base }).described());
  };
  if (model.id !== undefined) check('id', model.id);
  for (const { name, from } of model.columns) for (const column of from) check(`columns.${name}`, column);
  const bases = files.map(({ base }) => base);
  for (const [i, file] of model.noDuplicates.entries()) {
    if (!bases.includes(file)) mistakes.add('fileNotGiven', model.place(`noDuplicates.${i}`), { file, ...advise(file, bases) });
  }
  throwMistakes(mistakes);
  return { files, warnings };
}

async function readHeader(db: Duck, path: string): Promise<string[]> {
  if (!existsSync(path)) throw linkageErrors.tableUnreadable({ file: path, reason: { en: 'it is not there.', zh: '文件不存在。' } });
  try {
    const columns = await db.rows<{ column_name: string }>(duck`DESCRIBE SELECT * FROM ${csvFile(path)}`);
    return columns.map(({ column_name }) => column_name);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** DuckDB's words without the line itself, which may hold a person's values. */
export function unreadable(path: string, error: unknown): Error {
  const message = (error as Error).message;
  const line = /Line: (\d+)/i.exec(message)?.[1];
  const reason = /unicode|utf-?8|encod/i.test(message)
    ? 'it is not UTF-8.'
    : (/(Expected Number of Columns: \d+ Found: \d+|Value with unterminated quote|Maximum line size)/.exec(message)?.[1] ??
      'it is not a table of lines with as many cells each.');
  return linkageErrors.tableUnreadable({ file: path, reason: line === undefined ? reason : `line ${line}: ${reason}` }, error);
}

/** @throws noRecords, idTwice */
export async function checkRecords(db: Duck, files: readonly InputFile[], { id }: LinkModel): Promise<void> {
  const { records } = await db.row<{ records: number }>(duck`SELECT count(*)::DOUBLE AS records FROM source_row`);
  if (records === 0) throw linkageErrors.noRecords({ files: files.map(({ base }) => base).join(', ') });
  if (id === undefined) return;
  const bad = await db.rows<{ file: string; missing: number; repeated: number }>(duck`
    SELECT file, (count(*) - count(id))::DOUBLE AS missing, (count(id) - count(DISTINCT id))::DOUBLE AS repeated
    FROM source_row GROUP BY file HAVING missing + repeated > 0 ORDER BY file LIMIT 1`);
  const [first] = bad;
  if (first === undefined) return;
  const again = await db.row<{ line: number | null }>(duck`
    SELECT (min(place) + 1)::DOUBLE AS line FROM
      (SELECT id, row_number() OVER (ORDER BY rowid) AS place, row_number() OVER (PARTITION BY id ORDER BY rowid) AS turn FROM source_row WHERE file = ${first.file})
    WHERE turn = 2`);
  throw linkageErrors.idTwice({ column: id, file: first.file, missing: first.missing, repeated: first.repeated, line: again.line ?? '–' });
}

/** What the user should know of columns, rules and files before reading the result. */
export function warningsOf({
  model,
  profiles,
  rules,
  files,
}: {
  model: LinkModel;
  profiles: Profiles;
  rules: PreparedRules;
  files: readonly InputFile[];
}): Warning[] {
  const warnings = model.columns.flatMap(({ name }, i) => {
    const { size, filled } = profiles.dictionaries[i]!;
    if (size === 0) return [linkageErrors.columnEmpty({ column: name })];
    return size === 1 && filled > 1 ? [linkageErrors.columnConstant({ column: name })] : [];
  });
  if (rules.figures.length === 0) warnings.push(linkageErrors.noRule());
  for (const { name, pairs, leftOut, recordsLeftOut, largest } of rules.figures) {
    if (pairs === 0) warnings.push(linkageErrors.ruleGivesNothing({ rule: name }));
    const values = largest[0]?.values.join(', ') ?? '';
    if (leftOut > 0) warnings.push(linkageErrors.blocksLeftOut({ rule: name, blocks: leftOut, records: recordsLeftOut, values }));
  }
  for (const [i, { base }] of files.entries()) {
    if (!model.noDuplicates.includes(base)) continue;
    let twins = 0;
    for (const [profile, file] of profiles.file.entries()) if (file === i) twins += profiles.records[profile]! - 1;
    if (twins > 0) warnings.push(linkageErrors.cleanFileHasTwins({ file: base, records: twins }));
  }
  return warnings.map((warning) => warning.described());
}
