/** What goes wrong with what is written: how often, and how it looks then. */

/** Shares of rows, by slip. Only those born before 2000 ever had 15 digits: of them a quarter more, so that all rows have 1 %. */
export const NUMBER_SLIPS = { missing: 0.06, digit: 0.01, swapped: 0.003, fifteen: 0.0125, style: 0.01, zeroed: 0 };
/** Of names without any character that has a traditional form, none can be written so: the others a sixth more. */
export const NAME_SLIPS = { alike: 0.015, degraded: 0.005, traditional: 0.006, style: 0.01 };
/** Of names with a character that GBK has no place for, half lose it. */
export const LOST_RARE = 0.5;
export const CODE_SLIPS = { missing: 0.03, digit: 0.003, style: 0.01 };
export const COMPANY_NAME_SLIPS = { short: 0.025, shortWithForm: 0.025, brackets: 0.01 };
/** `oldDistrict`: of the houses of that district finished before its renaming, so that 5 % of all addresses have it. */
export const ADDRESS_SLIPS = { estate: 0.3, unitMissing: 0.08, roomMissing: 0.01, oldDistrict: 0.27 };
export const ADDRESS_STYLES = { otherBuildingWord: 0.02, cityMissing: 0.01, fullWidth: 0.01 };
/** Real-estate unit codes left out. */
export const UNIT_CODE_MISSING = 0.03;

/** The ten ways in which the separator of a name is typed; the first is the right one. */
export const SEPARATORS = ['·', '•', '．', '・', '‧', '∙', '⋅', '●', ' ', ''];

/** Digits from the seventh on: the area of a slip stays the invented one. */
export function wrongDigit(number: string, choice: number, from = 6): string {
  for (let i = 0; i < 17 - from; i++) {
    const at = from + ((choice + i) % (17 - from));
    const digit = number.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) continue;
    return number.slice(0, at) + ((digit + 1 + ((choice >>> 8) % 9)) % 10) + number.slice(at + 1);
  }
  return number;
}

export function swapDigits(number: string, choice: number): string {
  for (let i = 0; i < 11; i++) {
    const at = 6 + ((choice + i) % 11);
    if (number[at] !== number[at + 1]) return number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2);
  }
  return number;
}

/** Numbers of 15 digits were given to citizens born in the nineteen-hundreds. */
export function hadFifteen(number: string): boolean {
  return number.startsWith('19', 6) && number[0]! < '8';
}

/** What Excel leaves of 18 digits taken for a number: it keeps fifteen. A number that ends with X is no number to it. */
export function zeroedDigits(number: string): string {
  return number.endsWith('X') ? number : `${number.slice(0, 15)}000`;
}

export function styleNumber(number: string, choice: number): string {
  switch (choice % 4) {
    case 0:
      return `${number.slice(0, 6)} ${number.slice(6, 14)} ${number.slice(14)}`;
    case 1:
      return number.replace(/[\dX]/g, wide);
    case 2:
      return ` ${number.toLowerCase()}`;
    default:
      return `${number.slice(0, 6)}-${number.slice(6, 14)}-${number.slice(14)}`;
  }
}

/** The full-width form of an ASCII character. */
export function wide(character: string): string {
  return String.fromCharCode(character.charCodeAt(0) + 0xfee0);
}
