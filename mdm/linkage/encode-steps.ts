/**
 * Files to integers: each column becomes a dictionary of its distinct cleaned values, each record a row of codes, and records with
 * equal codes one profile. Codes and profiles are numbered in the order of the values, never of the rows, so that shuffled files give the same.
 */
import type { Step } from '../../core/duckdb/duck.ts';
import { duck, join, name, type Sql } from '../../core/duckdb/sql.ts';
import { FEATURES } from '../../values/index.ts';
import { featureColumn } from './compile-model.ts';
import type { LinkModel, ModelColumn } from './contract.ts';

/** One file to be read. */
export interface InputFile {
  path: string;
  /** Base name. */
  base: string;
  columns: readonly string[];
}

/** The dictionary of the model's column of that place. */
export function dictionary(column: number): Sql {
  return name(`dict_${column}`);
}

/** The codes of the model's column of that place. */
export function codeColumn(column: number): Sql {
  return name(`c${column}`);
}

/** A CSV or TSV, plain or compressed, as text; an empty field is no value. */
export function csvFile(path: string): Sql {
  return duck`read_csv(${path}, header = true, all_varchar = true, null_padding = false, strict_mode = true)`;
}

/** Table `source_row`: per record its file, its id and one raw text per model column, in the order of reading. */
export function readSteps(files: readonly InputFile[], model: LinkModel): Step[] {
  return files.map(({ path, base, columns: own }, i) => {
    const columns = model.columns.map(
      ({ from }, column) => duck`${rawText(from.filter((one) => own.includes(one)))} AS ${codeColumn(column)}`,
    );
    const id = model.id !== undefined && own.includes(model.id) ? name(model.id) : duck`(row_number() OVER ())::VARCHAR`;
    const rows = duck`SELECT ${base} AS file, ${id} AS id, ${join(columns)} FROM ${csvFile(path)}`;
    return {
      name: `read_${i}`,
      says: `read the columns of ${base} that the model names`,
      sql: i === 0 ? duck`CREATE OR REPLACE TABLE source_row AS ${rows}` : duck`INSERT INTO source_row ${rows}`,
    };
  });
}

function rawText(from: readonly string[]): Sql {
  if (from.length === 0) return duck`NULL::VARCHAR`;
  if (from.length === 1) return name(from[0]!);
  return duck`nullif(concat_ws(' ', ${join(from.map((column) => duck`nullif(trim(${name(column)}), '')`))}), '')`;
}

/** Tables `dict_<i>` and `code_of_<i>` (raw text → code) of one column. */
export function dictionarySteps(column: ModelColumn, i: number): Step[] {
  const features = featureLayers(column);
  const raws = name(`raw_${i}`);
  return [
    {
      name: `clean_${i}`,
      says: `clean the distinct values of ${column.name}`,
      sql: duck`CREATE OR REPLACE TEMP TABLE ${raws} AS
        SELECT raw, ${column.clean(name('raw'))} AS value, records FROM
          (SELECT ${codeColumn(i)} AS raw, count(*)::UINTEGER AS records FROM source_row WHERE ${codeColumn(i)} IS NOT NULL GROUP BY raw)`,
    },
    {
      name: `dictionary_${i}`,
      says: `number the cleaned values of ${column.name} and compute their features`,
      sql: duck`CREATE OR REPLACE TABLE ${dictionary(i)} AS
        SELECT code, value, records${features.told} FROM
          (SELECT code, value, records${features.made} FROM
            (SELECT row_number() OVER (ORDER BY value)::UINTEGER AS code, value, records FROM
              (SELECT value, sum(records)::UINTEGER AS records FROM ${raws} WHERE value IS NOT NULL GROUP BY value)))`,
    },
    ...rarityStep(column, i),
    {
      name: `code_of_${i}`,
      says: `find the code of each raw value of ${column.name}`,
      sql: duck`CREATE OR REPLACE TEMP TABLE ${name(`code_of_${i}`)} AS SELECT raw, code FROM ${raws} JOIN ${dictionary(i)} USING (value)`,
    },
    { name: `forget_raw_${i}`, says: 'forget the raw values', sql: duck`DROP TABLE ${raws}` },
  ];
}

/** Features in two layers, so that one of which others are made is computed once; an empty text is no value. */
function featureLayers({ features }: ModelColumn): { made: Sql; told: Sql } {
  const [inner, outer] = [new Map<string, Sql>(), new Map<string, Sql>()];
  for (const [feature, { from, of, amongAll }] of Object.entries(features)) {
    if (amongAll !== undefined) continue;
    const made = from ?? feature;
    const isText = FEATURES[made]!.type === 'VARCHAR';
    const told = isText ? duck`nullif(${featureColumn(made)}, '')` : featureColumn(made);
    inner.set(made, FEATURES[made]!.of(name('value')));
    outer.set(feature, from === undefined ? told : of(told));
  }
  const list = (all: Map<string, Sql>) =>
    join(
      [...all].map(([feature, sql]) => duck`, ${sql} AS ${featureColumn(feature)}`),
      '',
    );
  return { made: list(inner), told: list(outer) };
}

/** Features that depend on how many records have a word. */
function rarityStep(column: ModelColumn, i: number): Step[] {
  const features = Object.entries(column.features).flatMap(([feature, { amongAll }]) =>
    amongAll === undefined ? [] : [duck`, ${amongAll(duck`coalesce(words, [])`, duck`coalesce(shared, [])`)} AS ${featureColumn(feature)}`],
  );
  if (features.length === 0) return [];
  return [
    {
      name: `rarity_${i}`,
      says: `count the words of ${column.name} and weigh each value's by how rare they are`,
      sql: duck`CREATE OR REPLACE TABLE ${dictionary(i)} AS
        WITH word AS (SELECT code, records, unnest(word_grams(value)) AS word FROM ${dictionary(i)}),
          counted AS (SELECT word, sum(records) AS holders FROM word GROUP BY word),
          weighed AS (
            SELECT code, list(number ORDER BY number DESC) AS words, list(number ORDER BY number DESC) FILTER (holders > records) AS shared
            FROM (SELECT code, records, holders, weighed_word(word, log2(1 + everyone / holders)) AS number FROM word JOIN counted USING (word), (SELECT sum(records) AS everyone FROM ${dictionary(i)}))
            GROUP BY code)
        SELECT d.*${join(features, '')} FROM ${dictionary(i)} d LEFT JOIN weighed USING (code) ORDER BY code`,
    },
  ];
}

/** By record that has a value: its place in the order of reading, and the code. */
export function codesQuery(i: number): Sql {
  return duck`SELECT s.rowid::UINTEGER, code FROM source_row s JOIN ${name(`code_of_${i}`)} k ON k.raw = s.${codeColumn(i)}`;
}

export function forgetCodesStep(i: number): Step {
  return { name: `forget_${i}`, says: 'forget which raw value had which code', sql: duck`DROP TABLE ${name(`code_of_${i}`)}` };
}

/** Table `record`, out of the rows read and the table of numbers `profile_of`; forgets what was only needed until here. */
export const recordSteps: readonly Step[] = [
  {
    name: 'record',
    says: 'tell the profile of each record',
    sql: duck`CREATE OR REPLACE TABLE record AS
      SELECT (row_number() OVER () - 1)::UINTEGER AS n, file, id, profile FROM (SELECT file, id FROM source_row) POSITIONAL JOIN profile_of`,
  },
  { name: 'forget_rows', says: 'forget the raw rows', sql: duck`DROP TABLE source_row` },
  { name: 'forget_profile_of', says: 'forget the profiles in their order', sql: duck`DROP TABLE profile_of` },
];
