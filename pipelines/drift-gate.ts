import { nearest, type SourceConfig } from '../config/index.ts';
import { pipelineErrors } from './errors.ts';

/** The columns that a rejects file has besides the source's own. */
export const REJECT_COLUMNS = ['_row', '_code', '_message'] as const;

/**
 * Stops a delivery whose columns are not those configured; their order is free.
 *
 * @throws columnsDiffer with what is missing, what is unknown, and which of the two may be the same column renamed
 */
export function checkColumns(source: SourceConfig, found: readonly string[], { isCorrection }: { isCorrection: boolean }): void {
  const configured = source.columns.map((column) => column.name);
  const extra: readonly string[] = isCorrection ? REJECT_COLUMNS : [];
  const missing = configured.filter((column) => !found.includes(column));
  const unknown = found.filter((column) => !configured.includes(column) && !extra.includes(column));
  if (missing.length === 0 && unknown.length === 0) return;
  throw pipelineErrors.columnsDiffer({
    source: source.source,
    missing: list(missing),
    unknown: list(unknown),
    ...hints({ missing, unknown, found }),
  });
}

function list(columns: readonly string[]): string {
  return columns.length === 0 ? '–' : columns.join(', ');
}

function hints({ missing, unknown, found }: { missing: string[]; unknown: string[]; found: readonly string[] }): {
  hint: string;
  hintZh: string;
} {
  if (found.length === 1 && missing.length > 1) {
    return { hint: 'Only one column was found: the delimiter may be another one. ', hintZh: '只读到一列，分隔符可能不同。' };
  }
  const renamed = missing.map((column) => [column, nearest(column, unknown)] as const).filter(([, near]) => near !== undefined);
  if (renamed.length === 0) return { hint: '', hintZh: '' };
  const pairs = renamed.map(([column, near]) => `${column} → ${near}`).join(', ');
  return { hint: `Perhaps renamed: ${pairs}. `, hintZh: `可能已改名：${pairs}。` };
}
