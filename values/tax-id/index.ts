import { EXCEL_FINDING, PLACEHOLDER_FINDING, warning } from '../findings.ts';
import { cleaned, codesWhere, fullMatch, letIn, macro, quickAndLong } from '../macro-text.ts';
import { maskMiddle } from '../mask.ts';
import type { ValueContext, ValueExample, ValueType } from '../value-type.ts';
import { TAX_FORMS, taxIdCleaner, taxIdKeys } from './clean-tax-id.ts';

const examples: ValueExample[] = [
  { raw: '91440300708461136T', value: '91440300708461136T' },
  { raw: 'L91440300708461136T', value: '91440300708461136T', findings: ['temporaryTaxpayer'] },
  { raw: '440300708461136', value: '440300708461136', note: 'division and organisation code, before 2015' },
  { raw: '44030070846113-6', value: '440300708461136' },
  { raw: '440300708461137', value: '440300708461137', findings: ['organisationCheckWrong'] },
  { raw: '11010519491231002x01', value: '11010519491231002X01', note: 'sole trader: identity number and two digits' },
  { raw: '11010519491231002101', value: '11010519491231002101', findings: ['identityNumberWrong'] },
  { raw: '11010519491231002X', value: '11010519491231002X', note: 'identity number alone' },
  { raw: '11010549123100201', value: '11010549123100201', note: 'old identity number and two digits' },
  { raw: '91110000600037341N', value: '91110000600037341N', findings: ['checkCharacterWrong'] },
  { raw: '12345', value: '12345', findings: ['formWrong'] },
  { raw: '9.1440E+17', value: null, findings: ['excelDamaged'] },
  { raw: '无', value: null, findings: ['placeholder'] },
  { raw: '', value: null },
];

const none = '[]::VARCHAR[]';

function macros(): string[] {
  const holds = `CASE WHEN ${fullMatch('tax_v', TAX_FORMS.person)} THEN coalesce(id_number_kind(left(tax_v, 18)), 'none') END`;
  const temporaryTaxpayer = `starts_with(tax_f, 'L')`;
  const organisationCheckWrong = (start: number): string => `NOT organisation_code_check_holds(substr(tax_v, ${start}, 9))`;
  return [
    ...quickAndLong('tax_id', {
      usual: 'credit_code_holds(raw) AND organisation_code_check_holds(substr(raw, 9, 9)) AND NOT is_number_placeholder(raw)',
      long: letIn(
        'tax_f',
        'fold_number(raw)',
        letIn(
          'tax_v',
          `regexp_replace(tax_f, '^L+', '')`,
          `CASE WHEN tax_f IS NULL OR fold_code(raw) = '' THEN ${cleaned('NULL::VARCHAR')}
      WHEN is_number_placeholder(tax_f) THEN ${cleaned('NULL::VARCHAR', `['placeholder']`)}
      WHEN ${fullMatch('tax_f', TAX_FORMS.scientific)} THEN ${cleaned('NULL::VARCHAR', `['excelDamaged']`)}
      WHEN is_number_placeholder(tax_v) THEN ${cleaned('NULL::VARCHAR', `['placeholder']`)}
      WHEN credit_code_holds(tax_v) THEN ${cleaned('tax_v', codesWhere({ temporaryTaxpayer, organisationCheckWrong: organisationCheckWrong(9) }))}
      WHEN ${fullMatch('tax_v', TAX_FORMS.fifteen)} THEN ${cleaned('tax_v', codesWhere({ temporaryTaxpayer, organisationCheckWrong: organisationCheckWrong(7) }))}
      ELSE ${letIn(
        'tax_p',
        holds,
        `CASE WHEN tax_p <> 'none' OR (tax_p = 'none' AND length(tax_v) = 20) THEN ${cleaned('tax_v', codesWhere({ temporaryTaxpayer, identityNumberWrong: `tax_p = 'none'` }))}
      WHEN ${fullMatch('tax_v', TAX_FORMS.creditCode)} THEN ${cleaned('tax_v', codesWhere({ temporaryTaxpayer, checkCharacterWrong: 'true' }))}
      ELSE ${cleaned('tax_v', codesWhere({ temporaryTaxpayer, formWrong: `NOT ${fullMatch('tax_v', TAX_FORMS.oldPerson)}` }))} END`,
      )} END`,
        ),
      ),
    }),
    macro(
      'keys_tax_id(value)',
      `CASE WHEN is_number_placeholder(value) THEN ${none}
      WHEN credit_code_holds(value) THEN keys_credit_code(value)
      WHEN ${fullMatch('value', TAX_FORMS.fifteen)} THEN CASE WHEN organisation_code_check_holds(substr(value, 7, 9)) THEN organisation_key(substr(value, 7, 9)) ELSE ${none} END
      WHEN ${fullMatch('value', TAX_FORMS.person)} AND id_number_kind(left(value, 18)) IS NOT NULL THEN ['taxId:' || value]
      WHEN ${fullMatch('value', TAX_FORMS.oldPerson)} THEN ['taxId:' || value] ELSE ${none} END`,
    ),
  ];
}

/** The number under which a taxpayer is known. It may hold a citizen's identity number: treat the column as sensitive. */
export function makeType(context: ValueContext): ValueType {
  const today = context.today.replaceAll('-', '');
  return {
    name: 'tax-id',
    title: { en: 'Taxpayer number', zh: '纳税人识别号' },
    keysProve: true,
    findings: {
      checkCharacterWrong: warning(
        'It has the form of a credit code, but the check character is wrong. It does not join.',
        '形式为信用代码但校验码错误，不用于归并。',
      ),
      excelDamaged: EXCEL_FINDING,
      formWrong: warning(
        'This is none of the forms of a taxpayer number (15, 17, 18 or 20 characters).',
        '不符合纳税人识别号的任何格式（15、17、18或20位）。',
      ),
      identityNumberWrong: warning('The identity number inside does not hold.', '其中的身份证件号码校验不通过。'),
      organisationCheckWrong: warning('The check character of the organisation code inside is wrong.', '其中的组织机构代码校验码错误。'),
      placeholder: PLACEHOLDER_FINDING,
      temporaryTaxpayer: warning('A temporary taxpayer: the leading L was taken off.', '临时纳税人，已去除前缀L。'),
    },
    macros: macros(),
    quick: true,
    clean: taxIdCleaner(today),
    joinKeys: (value) => taxIdKeys(value, today),
    mask: (value) => maskMiddle(value, 4, 2),
    examples,
  };
}
