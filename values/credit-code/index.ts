import { EXCEL_FINDING, PLACEHOLDER_FINDING, warning } from '../findings.ts';
import { cleaned, codesWhere, fullMatch, letIn, macro, quickAndLong } from '../macro-text.ts';
import { maskMiddle } from '../mask.ts';
import type { ValueContext, ValueExample, ValueType } from '../value-type.ts';
import { CREDIT_CODE_FORM, cleanCreditCode, creditCodeKeys, PRIVATE_ORGANISATION, SCIENTIFIC } from './clean-credit-code.ts';

export { CREDIT_CODE_FORM, creditCodeHolds, creditCodeKeys, organisationCodeHolds, organisationKey } from './clean-credit-code.ts';

const examples: ValueExample[] = [
  { raw: '91440300708461136T', value: '91440300708461136T' },
  { raw: '91110108551385082q', value: '91110108551385082Q' },
  { raw: '9135 0100 M000 100Y 43', value: '91350100M000100Y43' },
  { raw: '９１１１００００６０００３７３４１Ｌ', value: '91110000600037341L' },
  { raw: '121200004013590816', value: '121200004013590816', note: 'a public institution, digits only' },
  { raw: '91310115077567433M', value: '91310115077567433M', findings: ['checkCharacterWrong', 'organisationCheckWrong'] },
  { raw: '91110000600037341N', value: '91110000600037341N', findings: ['checkCharacterWrong'] },
  { raw: '91110000600037342P', value: '91110000600037342P', findings: ['organisationCheckWrong'], note: 'outer check holds: joins' },
  { raw: '9111000060003IOZSV', value: '9111000060003IOZSV', findings: ['formWrong'], note: 'I O Z S V are never used' },
  { raw: 'D2143569-X', value: 'D2143569X', findings: ['formWrong'], note: 'an organisation code alone' },
  { raw: '1.212E+17', value: null, findings: ['excelDamaged'] },
  { raw: '无', value: null, findings: ['placeholder'] },
  { raw: '000000000000000000', value: null, findings: ['placeholder'] },
  { raw: '', value: null },
];

const none = '[]::VARCHAR[]';

function macros(): string[] {
  return [
    macro('credit_code_holds(value)', `${fullMatch('value', CREDIT_CODE_FORM)} AND credit_code_check_holds(value)`),
    macro(
      'organisation_key(code)',
      `CASE WHEN starts_with(code, '${PRIVATE_ORGANISATION}') THEN ${none} ELSE ['organisationCode:' || code] END`,
    ),
    ...quickAndLong('credit_code', {
      usual: 'credit_code_holds(raw) AND organisation_code_check_holds(substr(raw, 9, 9)) AND NOT is_number_placeholder(raw)',
      long: letIn(
        'usc_v',
        'fold_number(raw)',
        `CASE WHEN usc_v IS NULL OR fold_code(raw) = '' THEN ${cleaned('NULL::VARCHAR')}
      WHEN is_number_placeholder(usc_v) THEN ${cleaned('NULL::VARCHAR', `['placeholder']`)}
      WHEN ${fullMatch('usc_v', SCIENTIFIC)} THEN ${cleaned('NULL::VARCHAR', `['excelDamaged']`)}
      WHEN NOT ${fullMatch('usc_v', CREDIT_CODE_FORM)} THEN ${cleaned('usc_v', `['formWrong']`)}
      ELSE ${cleaned('usc_v', codesWhere({ checkCharacterWrong: 'NOT credit_code_check_holds(usc_v)', organisationCheckWrong: 'NOT organisation_code_check_holds(substr(usc_v, 9, 9))' }))} END`,
      ),
    }),
    macro(
      'keys_credit_code(value)',
      `CASE WHEN credit_code_holds(value) THEN ['creditCode:' || value] || organisation_key(substr(value, 9, 9)) ELSE ${none} END`,
    ),
  ];
}

/** Unified social credit code, GB 32100-2015, with the two check characters judged apart. */
export function makeType(_context: ValueContext): ValueType {
  return {
    name: 'credit-code',
    title: { en: 'Unified social credit code', zh: '统一社会信用代码' },
    keysProve: true,
    findings: {
      checkCharacterWrong: warning(
        'The last check character is wrong: at least one character was mistyped. The code does not join.',
        '末位校验码错误，至少有一位输错，不用于归并。',
      ),
      excelDamaged: EXCEL_FINDING,
      formWrong: warning(
        'This is not the form of a credit code: 18 characters, digits and capitals without I O S V Z, digits at 3 to 8.',
        '不符合统一社会信用代码格式（18位，不含I、O、S、V、Z，第3至8位为数字）。',
      ),
      organisationCheckWrong: warning(
        'The check character of the organisation code inside (positions 9 to 17) is wrong.',
        '主体标识码（第9至17位）的校验码错误。',
      ),
      placeholder: PLACEHOLDER_FINDING,
    },
    macros: macros(),
    quick: true,
    clean: cleanCreditCode,
    joinKeys: creditCodeKeys,
    mask: (value) => maskMiddle(value, 4, 2),
    examples,
  };
}
