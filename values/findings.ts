import type { CleanValue, FindingKind } from './value-type.ts';

export function warning(en: string, zh: string): FindingKind {
  return { severity: 'warning', message: { en, zh } };
}

export function failure(en: string, zh: string): FindingKind {
  return { severity: 'error', message: { en, zh } };
}

/** The same everywhere: the source says that it does not know. */
export const PLACEHOLDER_FINDING: FindingKind = warning(
  'The value stands for "not known" and is taken as missing.',
  '该值表示“不详”，按缺失处理。',
);

/** What was meant is gone: Excel took a long number for a quantity and kept 15 digits of it. */
export const EXCEL_FINDING: FindingKind = failure(
  'Excel has destroyed the last digits of this number. Export the column as text.',
  'Excel 已损坏该号码的末几位，请把该列按文本导出。',
);

export const NOTHING: CleanValue = { value: null, findings: [] };

/** A value with the codes whose condition holds, sorted. */
export function found(value: string | null, conditions: Record<string, boolean> = {}): CleanValue {
  const findings = Object.keys(conditions).filter((code) => conditions[code]);
  return { value, findings: findings.sort() };
}
