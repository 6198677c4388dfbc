import { nearest, type SourceConfig } from '../config/index.ts';
import { pipelineErrors } from './errors.ts';
import { fileColumns } from './point-steps.ts';

/** The columns that a rejects file has besides the source's own. */
export const REJECT_COLUMNS = ['_row', '_code', '_message'] as const;

/**
 * Stops a delivery whose columns are not those configured; their order is free.
 *
 * @throws columnsDiffer with what is missing, what is unknown, and which of the two may be the same column renamed
 */
export function checkColumns(source: SourceConfig, found: readonly string[], { isCorrection }: { isCorrection: boolean }): void {
  const configured = fileColumns(source).map((column) => column.name);
  const extra: readonly string[] = isCorrection ? REJECT_COLUMNS : [];
  const missing = configured.filter((column) => !found.includes(column));
  const unknown = found.filter((column) => !configured.includes(column) && !extra.includes(column));
  if (missing.length === 0 && unknown.length === 0) return;
  const renamed = missing.flatMap((column) => {
    const near = nearest(column, unknown);
    return near === undefined ? [] : [`${column} → ${near}`];
  });
  // Where hardly a name is known, a row of values may stand in the header's place: then nothing of it is told.
  const isHeader = missing.length < configured.length || renamed.length * 2 >= missing.length;
  throw pipelineErrors.columnsDiffer({
    source: source.source,
    missing: list(missing),
    unknown: isHeader ? list(unknown) : '…',
    ...hints({ renamed, isHeader, isOneColumn: found.length === 1 && missing.length > 1 }),
  });
}

function list(columns: readonly string[]): string {
  return columns.length === 0 ? '–' : columns.join(', ');
}

function hints({ renamed, isHeader, isOneColumn }: { renamed: string[]; isHeader: boolean; isOneColumn: boolean }): {
  hint: string;
  hintZh: string;
} {
  if (isOneColumn) return { hint: 'Only one column was found: the delimiter may be another one. ', hintZh: '只读到一列，分隔符可能不同。' };
  if (!isHeader) {
    return {
      hint: 'No column is known: perhaps the header row is missing. What stands in its place may be values and is not shown. ',
      hintZh: '没有已知的列名：可能缺少表头行。该行内容可能是数据，故不显示。',
    };
  }
  if (renamed.length === 0) return { hint: '', hintZh: '' };
  return { hint: `Perhaps renamed: ${renamed.join(', ')}. `, hintZh: `可能已改名：${renamed.join(', ')}。` };
}
