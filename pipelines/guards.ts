import type { SourceConfig } from '../config/index.ts';
import type { FindingCount } from '../schema/index.ts';
import type { LandCounts, LandedKind } from './context.ts';
import { pipelineErrors } from './errors.ts';

export interface GuardRequest {
  source: SourceConfig;
  kind: LandedKind;
  /** Rows read, unreadable ones included. */
  rows: number;
  /** Rows of the last delivery of the whole list that was taken in; null when this is the first. */
  lastRows: number | null;
}

/**
 * Judges the number of rows. A correction brings as few as it likes; events (append) have no "last list" to be compared with.
 *
 * @throws rowsTooFew, rowsDropped, rowsGrew
 */
export function guardRows({ source, kind, rows, lastRows }: GuardRequest): void {
  if (kind === 'correction') return;
  const { min, maxDropShare, maxGrowthShare } = source.expectations.rows;
  const name = source.source;
  if (rows < min) throw pipelineErrors.rowsTooFew({ source: name, rows, min });
  if (kind !== 'snapshot' || lastRows === null || lastRows === 0) return;
  const share = (rows - lastRows) / lastRows;
  if (-share > maxDropShare) {
    throw pipelineErrors.rowsDropped({ source: name, rows, last: lastRows, share: percent(-share), limit: percent(maxDropShare) });
  }
  if (share > maxGrowthShare) {
    throw pipelineErrors.rowsGrew({ source: name, rows, last: lastRows, share: percent(share), limit: percent(maxGrowthShare) });
  }
}

/**
 * Judges what a delivery replaces: the rows of its periods that stand so far against those it brings for the same periods.
 *
 * @throws periodDropped
 */
export function guardPeriods(source: SourceConfig, { rows, last }: { rows: number; last: number }): void {
  const limit = source.expectations.rows.maxDropShare;
  const share = last === 0 ? 0 : (last - rows) / last;
  if (share > limit)
    throw pipelineErrors.periodDropped({ source: source.source, rows, last, share: percent(share), limit: percent(limit) });
}

/**
 * Judges the share of rejected rows. A correction may be wrong again: its rows go back as rejects.
 *
 * @throws tooManyRejected
 */
export function guardRejected(
  source: SourceConfig,
  kind: LandedKind,
  { counts, findings }: { counts: LandCounts; findings: FindingCount[] },
): void {
  const { read, rejected } = counts;
  const limit = source.expectations.maxRejectedShare;
  if (kind === 'correction' || read === 0 || rejected / read <= limit) return;
  const worst = findings.filter((finding) => finding.severity === 'error').sort((a, b) => b.count - a.count)[0];
  const code = worst === undefined ? '–' : worst.field === null ? worst.code : `${worst.code} (${worst.field})`;
  throw pipelineErrors.tooManyRejected({
    source: source.source,
    rows: read,
    rejected,
    share: percent(rejected / read),
    limit: percent(limit),
    code,
  });
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
