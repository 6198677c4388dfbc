/** Check characters of Chinese numbers. Pure arithmetic; the caller has seen to it that the input has the right form. */

export const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ID_CHECKS = '10X98765432';
export const CREDIT_CODE_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
export const CREDIT_CODE_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
export const ORGANISATION_CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11643-1999 (ISO 7064 MOD 11-2): the 18th character of a resident identity number. */
export function residentIdCheckCharacter(first17: string): string {
  return ID_CHECKS.charAt(weightedSum(first17, ID_WEIGHTS, '0123456789') % 11);
}

/** GB 32100-2015: the 18th character of a unified social credit code. */
export function creditCodeCheckCharacter(first17: string): string {
  const sum = weightedSum(first17, CREDIT_CODE_WEIGHTS, CREDIT_CODE_CHARACTERS);
  return CREDIT_CODE_CHARACTERS.charAt((31 - (sum % 31)) % 31);
}

/** GB 11714-1997: the ninth character of an organisation code. */
export function organisationCodeCheckCharacter(first8: string): string {
  const check = 11 - (weightedSum(first8, ORGANISATION_WEIGHTS, ORGANISATION_CHARACTERS) % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/** GS 15-2006 (ISO 7064 MOD 11,10): the 15th digit of a business registration number. */
export function registrationNumberCheckDigit(first14: string): string {
  let product = 10;
  for (const digit of first14) product = (((product + Number(digit)) % 10 || 10) * 2) % 11;
  return String((11 - product) % 10);
}

function weightedSum(text: string, weights: readonly number[], characters: string): number {
  return weights.reduce((sum, weight, i) => sum + weight * characters.indexOf(text.charAt(i)), 0);
}
