import type { ComparisonConfig, Config } from '../config/index.ts';
import { literal, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { comparisonsErrors } from './errors.ts';

const SECOND_STATEMENT = {
  en: 'a comparison is one SELECT; here a second statement begins.',
  zh: '一个比对只能是一条 SELECT，此处开始了第二条语句。',
};

/** A comparison's file relative to the configuration, for messages. */
export function comparisonFile(comparison: ComparisonConfig): string {
  return `comparisons/${comparison.name}.sql`;
}

/** Lines of the file before the SQL text begins, so that a message can name the line the reader sees. */
export function linesBefore(comparison: ComparisonConfig, config: Config): number {
  const start = (config.files[comparisonFile(comparison)] ?? '').indexOf(comparison.sql);
  return start <= 0 ? 0 : config.files[comparisonFile(comparison)]!.slice(0, start).split('\n').length - 1;
}

// Quoted text and comments are stepped over: a `$` or `;` inside them is no parameter and no end.
const TOKENS = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$(?<parameter>[A-Za-z_]\w*)|(?<end>;)/g;

/**
 * The SELECT with its parameters written in as literals. `$asOf` is a DATE.
 *
 * @throws comparisonFailed when there is more than one statement
 */
export function bindStatement(comparison: ComparisonConfig, { config, asOf }: { config: Config; asOf: string }): Sql {
  const file = comparisonFile(comparison);
  const before = linesBefore(comparison, config);
  const text = comparison.sql.replace(/[;\s]+$/, '');
  const bound = text.replaceAll(TOKENS, (whole: string, ...found: unknown[]) => {
    const { parameter, end } = found.at(-1) as { parameter?: string; end?: string };
    const line = before + text.slice(0, found.at(-3) as number).split('\n').length;
    if (end !== undefined) throw comparisonsErrors.comparisonFailed({ file, line, reason: SECOND_STATEMENT });
    if (parameter === undefined) return whole;
    if (parameter === 'asOf') return `DATE ${literal(asOf)}`;
    const value = comparison.parameters[parameter];
    // The configuration has checked that it is declared; what is not, DuckDB names.
    return value === undefined ? whole : literal(value);
  });
  return rawSql(bound);
}

/** DuckDB's message as ours: its own line (one line stands before the SELECT) becomes the file's, its drawing of the line is cut. */
export function statementFailed(comparison: ComparisonConfig, { config, error }: { config: Config; error: Error }): Error {
  const [reason = error.message] = error.message.split(/\n\nLINE \d+:/);
  const line = Number(/\nLINE (\d+):/.exec(error.message)?.[1] ?? 2) - 1 + linesBefore(comparison, config);
  return comparisonsErrors.comparisonFailed({ file: comparisonFile(comparison), line, reason: reason.trim() }, error);
}
