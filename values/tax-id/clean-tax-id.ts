/**
 * Taxpayer numbers (notice 66 of 2015 of the State Administration of Taxation): the credit code; before it six digits of the
 * division and the organisation code; for sole traders without a credit code the number of an identity paper and two digits.
 */
import { CREDIT_CODE_FORM, creditCodeHolds, creditCodeKeys, organisationCodeHolds, organisationKey } from '../credit-code/index.ts';
import { found, NOTHING } from '../findings.ts';
import { foldCode, foldNumber, isNumberPlaceholder } from '../fold.ts';
import { idNumberKind } from '../id-number/index.ts';
import { whole } from '../rewrite.ts';
import type { CleanValue } from '../value-type.ts';

export const TAX_FORMS = {
  scientific: '[0-9](?:\\.[0-9]+)?E\\+?1[0-9]',
  creditCode: CREDIT_CODE_FORM,
  /** Division and organisation code. */
  fifteen: '[0-9]{6}[0-9A-Z]{8}[0-9X]',
  /** Identity number of 18 characters, with or without the two digits. */
  person: '[0-9]{17}[0-9X](?:[0-9]{2})?',
  /** Identity number of 15 digits and two digits. */
  oldPerson: '[0-9]{17}',
} as const;

const forms = Object.fromEntries(Object.entries(TAX_FORMS).map(([form, pattern]) => [form, whole(pattern)])) as Record<
  keyof typeof TAX_FORMS,
  RegExp
>;

export function taxIdCleaner(today: string): (raw: string) => CleanValue {
  return (raw) => {
    const folded = foldNumber(raw);
    if (foldCode(raw) === '') return NOTHING;
    if (isNumberPlaceholder(folded)) return found(null, { placeholder: true });
    if (forms.scientific.test(folded)) return found(null, { excelDamaged: true });
    const value = folded.replace(/^L+/, '');
    const temporaryTaxpayer = value !== folded;
    if (isNumberPlaceholder(value)) return found(null, { placeholder: true });
    if (creditCodeHolds(value))
      return found(value, { temporaryTaxpayer, organisationCheckWrong: !organisationCodeHolds(value.slice(8, 17)) });
    if (forms.fifteen.test(value))
      return found(value, { temporaryTaxpayer, organisationCheckWrong: !organisationCodeHolds(value.slice(6, 15)) });
    if (forms.person.test(value) && (value.length === 20 || isPerson(value, today)))
      return found(value, { temporaryTaxpayer, identityNumberWrong: !isPerson(value, today) });
    if (forms.creditCode.test(value)) return found(value, { temporaryTaxpayer, checkCharacterWrong: true });
    return found(value, { temporaryTaxpayer, formWrong: !forms.oldPerson.test(value) });
  };
}

function isPerson(value: string, today: string): boolean {
  return idNumberKind(value.slice(0, 18), today) !== null;
}

/**
 * Keys by which a taxpayer meets the business register. A number made of a person's identity number joins under its own
 * scheme only: it names a business of that person, not the person.
 */
export function taxIdKeys(value: string, today: string): string[] {
  if (isNumberPlaceholder(value)) return [];
  if (creditCodeHolds(value)) return creditCodeKeys(value);
  if (forms.fifteen.test(value)) return organisationCodeHolds(value.slice(6, 15)) ? organisationKey(value.slice(6, 15)) : [];
  if (forms.person.test(value) && isPerson(value, today)) return [`taxId:${value}`];
  return forms.oldPerson.test(value) ? [`taxId:${value}`] : [];
}
