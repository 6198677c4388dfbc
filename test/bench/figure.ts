/** One measured number beside the one that is asked for. */
export interface Figure {
  part: string;
  name: string;
  seen: number;
  unit: 's' | 'ms' | 'MB' | 'x' | '/s' | 'share' | 'changes';
  /** Absent: measured for information only. */
  required?: { most: number } | { least: number };
}

export interface PartResult {
  figures: Figure[];
  /** What is behind the figures; goes into the JSON only. */
  details: Record<string, unknown>;
}

/** Undefined where nothing is asked for. Judged on the number as measured, before any rounding. */
export function isMet({ seen, required }: Figure): boolean | undefined {
  if (required === undefined) return undefined;
  return 'most' in required ? seen <= required.most : seen >= required.least;
}

/** Digits after the point; the last one is rounded against the hub. */
const DIGITS: Record<Figure['unit'], number> = { s: 2, ms: 2, MB: 0, x: 2, '/s': 0, share: 4, changes: 0 };

export function show({ seen, unit, required }: Figure): string {
  if (Number.isNaN(seen)) return 'not measured';
  const scale = 10 ** DIGITS[unit];
  // Where less is better, and where nothing is asked for, up; where more is better, down. A tiny part takes back what binary fractions add.
  const up = required === undefined || 'most' in required;
  const rounded = up ? Math.ceil(seen * scale - 1e-9) / scale : Math.floor(seen * scale + 1e-9) / scale;
  return withUnit(rounded.toFixed(DIGITS[unit]), unit);
}

export function showRequired({ required, unit }: Figure): string {
  if (required === undefined) return '';
  const [sign, value] = 'most' in required ? ['≤', required.most] : ['≥', required.least];
  return `${sign} ${withUnit(Number.isInteger(value) ? String(value) : value.toFixed(DIGITS[unit]), unit)}`;
}

function withUnit(number: string, unit: Figure['unit']): string {
  if (unit === 'share' || unit === 'changes') return number;
  return unit === 'x' ? `${number} ×` : `${number} ${unit}`;
}
