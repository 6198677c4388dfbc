/** From what a comparison selects to cases as they are stored: checked, graded, named. */
import type { ComparisonConfig } from '../config/index.ts';
import type { Duck, Step } from '../core/duckdb/duck.ts';
import { writePostgresCopy } from '../core/duckdb/files.ts';
import { duck, join, name, rawSql, type Sql } from '../core/duckdb/sql.ts';
import type { Bilingual } from '../core/errors.ts';
import { ENTITY_TYPES } from '../schema/index.ts';
import { comparisonsErrors } from './errors.ts';
import { comparisonFile } from './statement.ts';
import { weakness } from './view-steps.ts';

/** What a comparison's SELECT gives. `type` is matched against DuckDB's name of the column's type. */
export const HIT_COLUMNS: readonly { name: string; type: string; required: boolean; says: string }[] = [
  { name: 'entity_type', type: 'VARCHAR', required: true, says: 'person, company or house.' },
  { name: 'entity', type: 'VARCHAR', required: true, says: 'Id of the entity that is wrong.' },
  { name: 'other_type', type: 'VARCHAR', required: false, says: 'The type of a second entity, where the wrong ties two.' },
  { name: 'other', type: 'VARCHAR', required: false, says: 'Its id.' },
  {
    name: 'fingerprint',
    type: 'VARCHAR',
    required: false,
    says: 'What else makes it the same case next time, where one entity can have several. Type and id of the entities are always part of it.',
  },
  { name: 'valid_from', type: 'DATE', required: false, says: 'First day on which it is wrong.' },
  { name: 'valid_to', type: 'DATE', required: false, says: 'Last day; NULL = still.' },
  { name: 'amount', type: 'DECIMAL(18,2)', required: false, says: 'Yuan at stake.' },
  {
    name: 'links',
    type: 'VARCHAR[]',
    required: false,
    says: "How each further link was made: facts' link_confidence; any other word (such as 'name') counts as weak.",
  },
  {
    name: 'evidence',
    type: 'STRUCT(source VARCHAR, record VARCHAR, says VARCHAR)[]',
    required: true,
    says: 'The records that show it, and what each says; in a fixed order.',
  },
];

/** The columns of a hit as a Markdown table, for docs/comparisons.md. */
export function hitsMarkdown(): string {
  const rows = HIT_COLUMNS.map(
    ({ name: column, type, required, says }) => `| \`${column}\` | ${type} | ${required ? 'yes' : ''} | ${says} |`,
  );
  return ['| column | type | required | what it says |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** Columns of a stored case that a run brings, in the order in which they are copied. */
export const CASE_COLUMNS = [
  'id',
  'fingerprint',
  'severity',
  'grade',
  'entity_type',
  'entity',
  'other_type',
  'other',
  'valid_from',
  'valid_to',
  'amount',
  'sentence',
  'evidence',
];

/** Runs the SELECT into the table `hit`. One line stands before it: `statementFailed` counts on that. */
export function selectHits(select: Sql): Sql {
  return duck`CREATE OR REPLACE TEMP TABLE hit AS\n${select}`;
}

/**
 * Checks the table `hit`.
 *
 * @returns the names of its columns
 * @throws comparisonHitWrong
 */
export async function checkHits(duckdb: Duck, comparison: ComparisonConfig): Promise<Set<string>> {
  const wrong = (en: string, zh: string) => comparisonsErrors.comparisonHitWrong({ file: comparisonFile(comparison), reason: { en, zh } });
  const described = await duckdb.rows<{ column_name: string; column_type: string }>(duck`DESCRIBE hit`);
  const types = new Map(described.map((column) => [column.column_name, column.column_type]));
  for (const { name: column, type, required } of HIT_COLUMNS) {
    const found = types.get(column);
    if (found === undefined && required) throw wrong(`the column ${column} (${type}) is missing.`, `缺少列 ${column}（${type}）。`);
    if (found !== undefined && !fits(found, type)) {
      throw wrong(`the column ${column} is ${found} and should be ${type}.`, `列 ${column} 的类型是 ${found}，应为 ${type}。`);
    }
  }
  if (types.has('other') !== types.has('other_type'))
    throw wrong('the columns other and other_type go together.', '列 other 与 other_type 须同时给出。');
  for (const column of [...placeholders(comparison.sentence.en), ...placeholders(comparison.sentence.zh)]) {
    if (!types.has(column))
      throw wrong(
        `the sentence names {${column}}, which is no column of the hits.`,
        `说明文字（sentence）中的 {${column}} 不是命中结果的列。`,
      );
  }
  const one = await duckdb.row<{ unnamed: number }>(
    duck`SELECT count(*)::DOUBLE AS unnamed FROM hit WHERE entity IS NULL OR entity_type IS NULL OR NOT list_contains(${ENTITY_TYPES}, entity_type)`,
  );
  if (one.unnamed > 0) {
    const known = ENTITY_TYPES.join(', ');
    throw wrong(
      `${one.unnamed} hits have no entity, or an entity_type that is none of ${known}.`,
      `${one.unnamed} 个命中没有 entity，或 entity_type 不是 ${known} 之一。`,
    );
  }
  return new Set(types.keys());
}

/** Amounts may be any number; NULL alone has the type INTEGER or "NULL". */
function fits(found: string, wanted: string): boolean {
  if (found === '"NULL"' || found === wanted) return true;
  if (wanted.startsWith('DECIMAL')) return /^(DECIMAL|U?(BIG|HUGE|SMALL|TINY)?INT|INTEGER|DOUBLE|FLOAT)/.test(found);
  if (wanted === 'VARCHAR[]') return found === 'INTEGER[]' || found === '"NULL"[]';
  return wanted.startsWith('STRUCT') && found.replaceAll('"', '') === wanted;
}

function placeholders(sentence: string): string[] {
  return [...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
}

/** Names, grades and words the hits: table `case_hit` with CASE_COLUMNS. */
export function caseSteps(comparison: ComparisonConfig, columns: ReadonlySet<string>): Step[] {
  const column = (wanted: string, type: string) =>
    columns.has(wanted) ? duck`hit.${name(wanted)}::${rawSql(type)}` : duck`NULL::${rawSql(type)}`;
  const other = column('other', 'VARCHAR');
  const otherType = duck`CASE WHEN ${other} IS NULL THEN NULL ELSE ${column('other_type', 'VARCHAR')} END`;
  const link = columns.has('links')
    ? duck`list_max(list_transform(hit.links::VARCHAR[], lambda link: ${weakness(rawSql('link'))}))`
    : duck`0`;
  const weakest = duck`greatest(${weakness(rawSql('mine.confidence'))}, CASE WHEN ${other} IS NULL THEN 0 ELSE ${weakness(rawSql('theirs.confidence'))} END, coalesce(${link}, 0))`;
  return [
    {
      name: 'case_hit',
      says: 'name, grade and word each hit',
      sql: duck`CREATE OR REPLACE TEMP TABLE case_hit AS
        SELECT 'k-' || left(sha256(${comparison.name} || chr(10) || fingerprint), 16) AS id, * FROM (
          SELECT to_json([hit.entity_type, hit.entity, ${otherType}, ${other}, ${column('fingerprint', 'VARCHAR')}])::VARCHAR AS fingerprint,
            ${comparison.severity} AS severity,
            CASE ${weakest} WHEN 0 THEN 'certain' WHEN 1 THEN 'probable' ELSE 'weak' END AS grade,
            hit.entity_type, hit.entity, ${otherType} AS other_type, ${other} AS other,
            ${column('valid_from', 'DATE')} AS valid_from, ${column('valid_to', 'DATE')} AS valid_to, ${column('amount', 'DECIMAL(18,2)')} AS amount,
            to_json({en: ${worded(comparison.sentence, 'en')}, zh: ${worded(comparison.sentence, 'zh')}})::VARCHAR AS sentence,
            coalesce(to_json(hit.evidence)::VARCHAR, '[]') AS evidence
          FROM hit
          LEFT JOIN identity mine ON mine.entity_type = hit.entity_type AND mine.entity = hit.entity
          LEFT JOIN identity theirs ON theirs.entity_type = ${otherType} AND theirs.entity = ${other})`,
    },
  ];
}

/** The sentence with each `{column}` filled from the hit; a dash where there is no value. */
function worded(sentence: Bilingual, language: keyof Bilingual): Sql {
  const parts = sentence[language]
    .split(/(\{\w+\})/)
    .map((part) => (/^\{\w+\}$/.test(part) ? duck`coalesce(hit.${name(part.slice(1, -1))}::VARCHAR, '–')` : duck`${part}`));
  return join(parts, ' || ');
}

/** How many hits there are, and how many of them say they are the same case as another. */
export const countCases: Sql = duck`SELECT count(*)::DOUBLE AS hits, (count(*) - count(DISTINCT fingerprint))::DOUBLE AS repeated FROM case_hit`;

export function writeCases(path: string): Sql {
  return writePostgresCopy({ query: duck`SELECT ${join(CASE_COLUMNS.map(name))} FROM case_hit ORDER BY id`, path });
}
