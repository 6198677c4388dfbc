/** The check characters of `check-digits.ts` in SQL, each true when the whole number holds. Null or false for other forms. */
import { CREDIT_CODE_CHARACTERS, CREDIT_CODE_WEIGHTS, ID_WEIGHTS, ORGANISATION_CHARACTERS, ORGANISATION_WEIGHTS } from './check-digits.ts';
import { letIn, macro, text } from './macro-text.ts';

/** Plain integer arithmetic on the first 17 digits as one number: the fastest form in DuckDB. */
const residentSum = ID_WEIGHTS.map((weight, i) => `(rid_n // ${10 ** (16 - i)}) % 10 * ${weight}`).join(' + ');

function characterSum(variable: string, characters: string, weights: readonly number[]): string {
  return weights.map((weight, i) => `(strpos(${text(characters)}, ${variable}[${i + 1}]) - 1) * ${weight}`).join(' + ');
}

const registrationProduct = Array.from({ length: 14 }, (_, i) => i + 1).reduce(
  (product, position) =>
    letIn(
      `gs_${position}`,
      `(${product} + CAST(${`number[${position}]`} AS INTEGER)) % 10`,
      `(CASE WHEN gs_${position} = 0 THEN 10 ELSE gs_${position} END) * 2 % 11`,
    ),
  '10',
);

export const checkDigitMacros: string[] = [
  macro(
    'resident_id_check_holds(number)',
    letIn('rid_n', 'TRY_CAST(left(number, 17) AS BIGINT)', `substr('10X98765432', 1 + (${residentSum}) % 11, 1) = substr(number, 18, 1)`),
  ),
  macro(
    'resident_id_check_character(first17)',
    letIn('rid_n', 'TRY_CAST(first17 AS BIGINT)', `substr('10X98765432', 1 + (${residentSum}) % 11, 1)`),
  ),
  macro(
    'credit_code_check_holds(number)',
    `substr(${text(CREDIT_CODE_CHARACTERS)}, 1 + (31 - (${characterSum('number', CREDIT_CODE_CHARACTERS, CREDIT_CODE_WEIGHTS)}) % 31) % 31, 1) = substr(number, 18, 1)`,
  ),
  macro(
    'organisation_code_check_holds(number)',
    `substr('0X987654321', 1 + (${characterSum('number', ORGANISATION_CHARACTERS, ORGANISATION_WEIGHTS)}) % 11, 1) = substr(number, 9, 1)`,
  ),
  macro('registration_number_check_holds(number)', `CAST((11 - (${registrationProduct})) % 10 AS VARCHAR) = substr(number, 15, 1)`),
];
