import { registrationNumberCheckDigit } from '../check-digits.ts';
import { creditCodeHolds, creditCodeKeys } from '../credit-code/index.ts';
import { EXCEL_FINDING, found, NOTHING, PLACEHOLDER_FINDING, warning } from '../findings.ts';
import { foldCode, foldNumber, isNumberPlaceholder } from '../fold.ts';
import { cleaned, codesWhere, fullMatch, letIn, macro, quickAndLong } from '../macro-text.ts';
import { maskMiddle } from '../mask.ts';
import { whole } from '../rewrite.ts';
import type { CleanValue, ValueContext, ValueExample, ValueType } from '../value-type.ts';

const SCIENTIFIC = '[0-9](?:\\.[0-9]+)?E\\+?1[0-9]';
const scientific = whole(SCIENTIFIC);
const thirteen = whole('[0-9]{13}');
const fifteen = whole('[0-9]{15}');

const examples: ValueExample[] = [
  { raw: '110108000000016', value: '110108000000016' },
  { raw: '440301103097413', value: '440301103097413' },
  { raw: '４４０３０１１０３０９７４１３ ', value: '440301103097413' },
  { raw: '440301103097414', value: '440301103097414', findings: ['checkDigitWrong'] },
  { raw: '3302032001234', value: '3302032001234', note: '13 digits, before 2007: without a check digit' },
  { raw: '91440300708461136T', value: '91440300708461136T', findings: ['creditCodeInstead'] },
  { raw: '企合浙总字第001234号', value: '企合浙总字第001234号', findings: ['formWrong'] },
  { raw: '4.40301E+14', value: null, findings: ['excelDamaged'] },
  { raw: '未知', value: null, findings: ['placeholder'] },
  { raw: ' ', value: null },
];

function clean(raw: string): CleanValue {
  const folded = foldNumber(raw);
  if (foldCode(raw) === '') return NOTHING;
  if (isNumberPlaceholder(folded)) return found(null, { placeholder: true });
  if (scientific.test(folded)) return found(null, { excelDamaged: true });
  if (creditCodeHolds(folded)) return found(folded, { creditCodeInstead: true });
  if (fifteen.test(folded)) return found(folded, { checkDigitWrong: !holds(folded) });
  return found(folded, { formWrong: !thirteen.test(folded) });
}

function holds(value: string): boolean {
  return registrationNumberCheckDigit(value.slice(0, 14)) === value[14];
}

function joinKeys(value: string): string[] {
  if (isNumberPlaceholder(value)) return [];
  if (thirteen.test(value) || (fifteen.test(value) && holds(value))) return [`registrationNo:${value}`];
  return creditCodeKeys(value);
}

function macros(): string[] {
  return [
    ...quickAndLong('registration_number', {
      usual: `${fullMatch('raw', '[0-9]{15}')} AND NOT is_number_placeholder(raw) AND registration_number_check_holds(raw)`,
      long: letIn(
        'reg_v',
        'fold_number(raw)',
        `CASE WHEN reg_v IS NULL OR fold_code(raw) = '' THEN ${cleaned('NULL::VARCHAR')}
      WHEN is_number_placeholder(reg_v) THEN ${cleaned('NULL::VARCHAR', `['placeholder']`)}
      WHEN ${fullMatch('reg_v', SCIENTIFIC)} THEN ${cleaned('NULL::VARCHAR', `['excelDamaged']`)}
      WHEN credit_code_holds(reg_v) THEN ${cleaned('reg_v', `['creditCodeInstead']`)}
      WHEN ${fullMatch('reg_v', '[0-9]{15}')} THEN ${cleaned('reg_v', codesWhere({ checkDigitWrong: 'NOT registration_number_check_holds(reg_v)' }))}
      ELSE ${cleaned('reg_v', codesWhere({ formWrong: `NOT ${fullMatch('reg_v', '[0-9]{13}')}` }))} END`,
      ),
    }),
    macro(
      'keys_registration_number(value)',
      `CASE WHEN is_number_placeholder(value) THEN []::VARCHAR[]
      WHEN ${fullMatch('value', '[0-9]{13}')} THEN ['registrationNo:' || value]
      WHEN ${fullMatch('value', '[0-9]{15}')} THEN CASE WHEN registration_number_check_holds(value) THEN ['registrationNo:' || value] ELSE []::VARCHAR[] END
      ELSE keys_credit_code(value) END`,
    ),
  ];
}

/** Business registration number, GS 15-2006 (15 digits) and its forerunner (13 digits). */
export function makeType(_context: ValueContext): ValueType {
  return {
    name: 'registration-number',
    title: { en: 'Business registration number', zh: '工商注册号' },
    keysProve: true,
    findings: {
      checkDigitWrong: warning(
        'The check digit is wrong: at least one digit was mistyped. The number does not join.',
        '校验码错误，至少有一位输错，不用于归并。',
      ),
      creditCodeInstead: warning(
        'This is a unified social credit code; it joins as one.',
        '此处填写的是统一社会信用代码，按信用代码归并。',
      ),
      excelDamaged: EXCEL_FINDING,
      formWrong: warning('A registration number has 15 digits, or 13 before 2007.', '注册号应为15位数字（2007年前为13位）。'),
      placeholder: PLACEHOLDER_FINDING,
    },
    macros: macros(),
    quick: true,
    clean,
    joinKeys,
    mask: (value) => maskMiddle(value, 4, 2),
    examples,
  };
}
