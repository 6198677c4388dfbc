import { EXCEL_FINDING, PLACEHOLDER_FINDING, warning } from '../findings.ts';
import { maskMiddle } from '../mask.ts';
import type { FindingKind, ValueContext, ValueExample, ValueType } from '../value-type.ts';
import { idNumberCleaner, idNumberKeys } from './clean-id-number.ts';
import { idNumberMacros } from './id-number-macros.ts';

export { idNumberBirth, idNumberDivision, idNumberKind, idNumberSex } from './clean-id-number.ts';

const findings: Record<string, FindingKind> = {
  birthInFuture: warning('The birth date in the number lies in the future.', '号码中的出生日期晚于今天。'),
  centenarianSequence: warning(
    'A 15-digit number with sequence 996 to 999 belongs to someone born before 1900 and is not converted.',
    '顺序码为996至999的15位号码属于1900年前出生者，不作转换。',
  ),
  checkCharacterWrong: warning('The check character is wrong: at least one digit was mistyped.', '校验码错误，至少有一位输错。'),
  dateImpossible: warning('The birth date in the number does not exist.', '号码中的出生日期不存在。'),
  derivedFrom15: warning('The 18-digit number was derived from one of 15 digits.', '由15位号码换算为18位。'),
  divisionUnknown: warning('The first two digits are those of no known province.', '前两位不是已知省份代码。'),
  excelDamaged: EXCEL_FINDING,
  formWrong: warning(
    'This is not the form of any identity number (15 or 18 digits, H or M with 8 or 10 digits, 3 letters with 12 digits).',
    '不符合任何证件号码的格式（15或18位，H/M加8或10位，三字母加12位）。',
  ),
  masked: warning('The number was masked before it arrived and is taken as missing.', '号码在送达前已被遮盖，按缺失处理。'),
  placeholder: PLACEHOLDER_FINDING,
  sequenceZero: warning('Sequence 000 is never issued.', '顺序码000从未发放。'),
};

const examples: ValueExample[] = [
  { raw: '11010519491231002X', value: '11010519491231002X', note: 'annex of GB 11643-1999' },
  { raw: '440524188001010014', value: '440524188001010014', note: 'annex of GB 11643-1999' },
  { raw: ' １１０１０５19491231002x', value: '11010519491231002X', note: 'full-width, small x, blank' },
  { raw: '110105 19491231 002X', value: '11010519491231002X' },
  { raw: "'110105-19491231-002X", value: '11010519491231002X' },
  { raw: '110105491231002', value: '11010519491231002X', findings: ['derivedFrom15'] },
  { raw: '110105491231998', value: '110105491231998', findings: ['centenarianSequence'] },
  { raw: '110105490230002', value: '110105490230002', findings: ['dateImpossible'] },
  { raw: '11010519490230002X', value: '11010519490230002X', findings: ['checkCharacterWrong', 'dateImpossible'] },
  { raw: '110105194912310021', value: '110105194912310021', findings: ['checkCharacterWrong'] },
  { raw: '110105209912310021', value: '110105209912310021', findings: ['birthInFuture', 'checkCharacterWrong'] },
  { raw: '330203199001010000', value: '330203199001010000', findings: ['excelDamaged'] },
  { raw: '3.30203E+17', value: null, findings: ['excelDamaged'] },
  { raw: '810000199408230021', value: '810000199408230021', note: 'Hong Kong resident, specimen' },
  { raw: '830000199201300022', value: '830000199201300022', note: 'Taiwan resident, specimen' },
  { raw: '932682198501010017', value: '932682198501010017', note: 'foreigner, specimen' },
  { raw: '911124198108030024', value: '911124198108030024', note: 'foreigner, specimen' },
  { raw: 'H1234567801', value: 'H1234567801', note: 'home-return permit' },
  { raw: 'm12345678', value: 'M12345678' },
  { raw: 'USA123456789012', value: 'USA123456789012', note: "foreigner's number until 2023" },
  { raw: '111111111111111111', value: null, findings: ['placeholder'] },
  { raw: '不详', value: null, findings: ['placeholder'] },
  { raw: '110105********002X', value: null, findings: ['masked'] },
  { raw: '1101051949123100', value: '1101051949123100', findings: ['formWrong'] },
  { raw: '　', value: null },
];

/** Part of what stands in a number is a fact of its own: macros `id_number_kind|birth|sex|division(value)`, null when it is not valid. */
export function makeType(context: ValueContext): ValueType {
  const today = context.today.replaceAll('-', '');
  return {
    name: 'id-number',
    title: { en: 'Identity number', zh: '证件号码' },
    keysProve: true,
    findings,
    macros: idNumberMacros(context),
    quick: true,
    clean: idNumberCleaner(context),
    joinKeys: (value) => idNumberKeys(value, today),
    mask: (value) => maskMiddle(value, 3, 2),
    examples,
  };
}
