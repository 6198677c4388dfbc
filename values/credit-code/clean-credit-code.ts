import { creditCodeCheckCharacter, organisationCodeCheckCharacter } from '../check-digits.ts';
import { found, NOTHING } from '../findings.ts';
import { foldCode, foldNumber, isNumberPlaceholder } from '../fold.ts';
import { whole } from '../rewrite.ts';
import type { CleanValue } from '../value-type.ts';

export const CREDIT_CODE_FORM = '[0-9ANY][0-9A-HJ-NPQRTUWXY][0-9]{6}[0-9A-HJ-NPQRTUWXY]{9}[0-9A-HJ-NPQRTUWXY]';
export const SCIENTIFIC = '[0-9](?:\\.[0-9]+)?E\\+?1[0-9]';
/** Organisation codes that everyone may use for himself (GB 11714) name nobody. */
export const PRIVATE_ORGANISATION = 'PDY';
const form = whole(CREDIT_CODE_FORM);
const scientific = whole(SCIENTIFIC);

export function cleanCreditCode(raw: string): CleanValue {
  const folded = foldNumber(raw);
  if (foldCode(raw) === '') return NOTHING;
  if (isNumberPlaceholder(folded)) return found(null, { placeholder: true });
  if (scientific.test(folded)) return found(null, { excelDamaged: true });
  if (!form.test(folded)) return found(folded, { formWrong: true });
  return found(folded, {
    checkCharacterWrong: !creditCodeHolds(folded),
    organisationCheckWrong: !organisationCodeHolds(folded.slice(8, 17)),
  });
}

/** Form and outer check character. */
export function creditCodeHolds(value: string): boolean {
  return form.test(value) && creditCodeCheckCharacter(value.slice(0, 17)) === value[17];
}

/** The check character of nine characters in the form of an organisation code. */
export function organisationCodeHolds(code: string): boolean {
  return organisationCodeCheckCharacter(code.slice(0, 8)) === code[8];
}

/**
 * A code whose outer check holds joins, also when the inner one does not: some early codes were given out against the rule.
 * Characters 9 to 17 are the organisation code, by which older registers know the same company.
 */
export function creditCodeKeys(value: string): string[] {
  if (!creditCodeHolds(value)) return [];
  return [`creditCode:${value}`, ...organisationKey(value.slice(8, 17))];
}

export function organisationKey(code: string): string[] {
  return code.startsWith(PRIVATE_ORGANISATION) ? [] : [`organisationCode:${code}`];
}
