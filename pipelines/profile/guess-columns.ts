import type { Bilingual } from '../../core/errors.ts';
import { type Meaning, meaningOf } from './header-words.ts';
import type { ColumnMeasure } from './measure-steps.ts';

export interface GuessedColumn extends ColumnMeasure {
  type: string;
  meaning: Meaning | null;
  /** Why this type. */
  why: Bilingual;
}

interface Judged {
  type: string;
  why: Bilingual;
}

const percent = (share: number) => `${Math.floor(share * 1000) / 10} %`;

/** Types by what the values are; the header decides only where values alone cannot. */
export function guessColumn(measure: ColumnMeasure): GuessedColumn {
  const meaning = meaningOf(measure.name);
  return { ...measure, meaning, ...judge(measure, meaning) };
}

function judge(measure: ColumnMeasure, meaning: Meaning | null): Judged {
  const { filled } = measure;
  if (filled === 0)
    return {
      type: typeOfEmpty(measure.name, meaning),
      why: { en: 'no value at all; only its header tells', zh: '没有任何值，仅据列名推测' },
    };
  return (
    byNumber(measure, meaning) ??
    byTime(measure) ??
    byCodes(measure, meaning) ??
    byWords(measure, meaning) ??
    byQuantity(measure, meaning) ??
    text(measure)
  );
}

function typeOfEmpty(header: string, meaning: Meaning | null): string {
  if (meaning === 'idNumber') return 'id-number';
  if (meaning === 'creditCode') return 'credit-code';
  if (meaning === 'phone') return 'phone';
  return /日期$|RQ$|date$/i.test(header) ? 'date' : 'text';
}

/** Numbers that have a check of their own. */
function byNumber({ fits }: ColumnMeasure, meaning: Meaning | null): Judged | undefined {
  const share = (type: string) => fits[type] ?? 0;
  const idNumber = share('id-number');
  if (idNumber >= 0.6) return fitting('id-number', idNumber);
  const isTaxId = meaning === 'taxId' || share('tax-id') > share('credit-code') + 0.05;
  if (share('tax-id') >= 0.8 && isTaxId) return fitting('tax-id', share('tax-id'));
  if (share('credit-code') >= 0.6) return fitting('credit-code', share('credit-code'));
  if (share('registration-number') >= 0.6) return fitting('registration-number', share('registration-number'));
  return share('phone') >= 0.8 ? fitting('phone', share('phone')) : undefined;
}

function byTime({ fits, longest }: ColumnMeasure): Judged | undefined {
  const [date, month] = [fits['date'] ?? 0, fits['month'] ?? 0];
  if (date >= 0.9 && longest >= 8) return fitting('date', date);
  return month >= 0.95 && longest <= 8 ? fitting('month', month) : date >= 0.9 ? fitting('date', date) : undefined;
}

const CODE_MEANINGS: (Meaning | null)[] = ['sex', 'nation', 'education', 'maritalStatus', 'hukouStatus', 'companyStatus', 'usage'];

const NAMING: Meaning[] = [
  ...(['name', 'formerName', 'representative', 'companyName', 'phone', 'number', 'staff', 'idNumber'] as const),
  ...(['socialSecurityNo', 'creditCode', 'registrationNo', 'taxId', 'dwellingCode', 'coordinate'] as const),
];

function byCodes({ codes, distinct, filled, shapes, longest }: ColumnMeasure, meaning: Meaning | null): Judged | undefined {
  if (codes === null || codes.length === 0) return undefined;
  const isCounted = shapes.whole === 1 && shapes.padded === 0 && (meaning === 'quantity' || meaning === 'floors' || meaning === 'area');
  if (isCounted) return undefined;
  // However few they are, names and numbers are no codes, and must not be told.
  const isOfSomebody = meaning !== null && NAMING.includes(meaning);
  if (isOfSomebody || (shapes.company > 0.5 && longest > 6)) return undefined;
  const isSure = CODE_MEANINGS.includes(meaning);
  if (!isSure && distinct > 15 && shapes.whole === 1) return undefined;
  return {
    type: 'code',
    why: {
      en: `${distinct} different values in ${filled} rows`,
      zh: `${filled} 行中只有 ${distinct} 种值`,
    },
  };
}

function byWords({ shapes, longest }: ColumnMeasure, meaning: Meaning | null): Judged | undefined {
  const isAddress = shapes.address >= 0.6 && longest >= 8;
  const isCompany = shapes.company >= 0.6 || (shapes.company >= 0.3 && meaning === 'companyName');
  if (isAddress && !(isCompany && meaning === 'companyName')) return shaped('address', shapes.address);
  const namesPeople = meaning === 'name' || meaning === 'formerName' || meaning === 'representative';
  if (shapes.personName >= 0.6 || (shapes.personName >= 0.3 && namesPeople)) return shaped('person-name', shapes.personName);
  return isCompany && longest >= 4 ? shaped('company-name', shapes.company) : undefined;
}

function byQuantity({ shapes, distinct, filled }: ColumnMeasure, meaning: Meaning | null): Judged | undefined {
  if (shapes.number < 0.95 || shapes.padded > 0.05) return undefined;
  const isQuantity = ['quantity', 'area', 'floors', 'capital'].includes(meaning ?? '');
  const isNumber = meaning === 'number' || meaning === 'coordinate' || meaning === 'dwellingCode' || meaning === 'socialSecurityNo';
  // A column of whole numbers of which hardly any stands twice is a number of something.
  const isLikeKey = shapes.decimal === 0 && distinct > filled * 0.95;
  return isQuantity || (!isNumber && !isLikeKey) ? shaped('amount', shapes.number) : undefined;
}

function text({ distinct, filled }: ColumnMeasure): Judged {
  const isUnique = distinct === filled;
  const why = isUnique
    ? { en: 'no other type fits; every value is different', zh: '不符合其他类型；各值互不相同' }
    : { en: 'no other type fits', zh: '不符合其他类型' };
  return { type: 'text', why };
}

function fitting(type: string, share: number): Judged {
  return { type, why: { en: `${percent(share)} of the different values are valid`, zh: `${percent(share)} 的不同值有效` } };
}

function shaped(type: string, share: number): Judged {
  return { type, why: { en: `${percent(share)} of the different values look like it`, zh: `${percent(share)} 的不同值形式相符` } };
}
