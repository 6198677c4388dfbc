import type { Bilingual } from '../core/errors.ts';

interface Field {
  name: string;
  nameZh: string;
  from: number;
  to: number;
  /** Names that stand for `from`, `from + 1` … */
  names?: string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTHS_IN_FULL = 'january february march april may june july august september october november december'.split(' ');
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const DAYS_IN_FULL = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');

const FIELDS: Field[] = [
  { name: 'second', nameZh: '秒', from: 0, to: 59 },
  { name: 'minute', nameZh: '分', from: 0, to: 59 },
  { name: 'hour', nameZh: '时', from: 0, to: 23 },
  { name: 'day of month', nameZh: '日', from: 1, to: 31 },
  { name: 'month', nameZh: '月', from: 1, to: 12, names: [...MONTHS, ...MONTHS_IN_FULL] },
  { name: 'day of week', nameZh: '星期', from: 0, to: 7, names: [...DAYS, ...DAYS_IN_FULL] },
];

/**
 * What is wrong with a cron expression of five fields (or six, seconds first); undefined when nothing is.
 * Known are numbers, names of months and weekdays, `*`, lists, ranges and steps.
 */
export function cronMistake(expression: string): Bilingual | undefined {
  const parts = expression.trim().split(/\s+/);
  if (parts.length !== 5 && parts.length !== 6) return { en: 'it must have 5 or 6 fields', zh: '应有 5 或 6 项' };
  const fields = FIELDS.slice(6 - parts.length);
  for (const [index, field] of fields.entries()) {
    for (const item of parts[index]!.split(',')) {
      if (isItem(item, field)) continue;
      const range = `${field.from}-${field.to}`;
      return { en: `"${item}" does not fit the ${field.name} (${range})`, zh: `“${item}”不是有效的${field.nameZh}（${range}）` };
    }
  }
  return undefined;
}

function isItem(item: string, field: Field): boolean {
  const [range = '', step, ...rest] = item.split('/');
  if (rest.length > 0) return false;
  if (step !== undefined && !(/^\d{1,3}$/.test(step) && Number(step) >= 1)) return false;
  if (range === '*') return true;
  const [from, to, ...more] = range.split('-').map((part) => numberOf(part, field));
  if (more.length > 0 || from === undefined) return false;
  if (!range.includes('-')) return step === undefined;
  return to !== undefined && from <= to;
}

function numberOf(text: string, { from, to, names = [] }: Field): number | undefined {
  const named = names.indexOf(text.toLowerCase());
  if (named >= 0) return (named % (names.length / 2 === 12 ? 12 : 7)) + from;
  if (!/^\d{1,2}$/.test(text)) return undefined;
  const number = Number(text);
  return number >= from && number <= to ? number : undefined;
}
