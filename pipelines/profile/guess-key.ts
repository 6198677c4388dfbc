import type { Duck } from '../../core/duckdb/duck.ts';
import type { Bilingual } from '../../core/errors.ts';
import type { GuessedColumn } from './guess-columns.ts';
import { namesEveryRow } from './measure-steps.ts';

export interface GuessedKey {
  columns: string[];
  why: Bilingual;
}

/** What names a row best, worst last. */
const ORDER = [
  'text',
  'credit-code',
  'registration-number',
  'tax-id',
  'id-number',
  'code',
  'month',
  'date',
  'phone',
  'amount',
  'company-name',
  'person-name',
  'address',
];
const MOST_COMBINED = 8;

/** The column whose values are all there and all different; else the fewest columns that together are. */
export async function guessKey(db: Duck, columns: readonly GuessedColumn[]): Promise<GuessedKey> {
  const rank = ({ type, meaning }: GuessedColumn) =>
    ORDER.indexOf(type) - (meaning === 'number' || meaning === 'dwellingCode' || meaning === 'socialSecurityNo' ? 0.5 : 0);
  const full = columns.filter(({ filled, rows }) => rows > 0 && filled === rows).sort((a, b) => rank(a) - rank(b));
  const alone = full.find(({ distinct, rows, type }) => distinct === rows && !['date', 'amount', 'address', 'person-name'].includes(type));
  if (alone !== undefined)
    return { columns: [alone.name], why: { en: 'filled in every row, and every value different', zh: '每行都有值且互不相同' } };
  const names = full.slice(0, MOST_COMBINED).map(({ name }) => name);
  for (const combination of [...combinations(names, 2), ...combinations(names, 3)]) {
    if (!(await namesEveryRow(db, combination))) continue;
    return {
      columns: inOrder(columns, combination),
      why: { en: 'no column alone names a row; these together do', zh: '没有单独可作主键的列，这几列合起来唯一' },
    };
  }
  const all = columns.map(({ name }) => name);
  return {
    columns: all,
    why: {
      en: 'nothing names a row but all it says: ask the department for a number',
      zh: '没有可作主键的列，只能用全部列；请向部门索取编号',
    },
  };
}

function inOrder(columns: readonly GuessedColumn[], chosen: readonly string[]): string[] {
  return columns.filter(({ name }) => chosen.includes(name)).map(({ name }) => name);
}

function combinations(names: readonly string[], size: number): string[][] {
  if (size === 0) return [[]];
  return names.flatMap((name, i) => combinations(names.slice(i + 1), size - 1).map((rest) => [name, ...rest]));
}
