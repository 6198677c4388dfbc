import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  creditCodeCheckCharacter,
  organisationCodeCheckCharacter,
  registrationNumberCheckDigit,
  residentIdCheckCharacter,
} from './index.ts';

const split = (number: string): [string, string] => [number.slice(0, -1), number.slice(-1)];
const digits = (length: number) => fc.array(fc.nat(9), { minLength: length, maxLength: length }).map((all) => all.join(''));

describe('check characters', () => {
  test('are those of the standards’ own specimens', () => {
    for (const number of ['11010519491231002X', '440524188001010014', '810000199408230021', '932682198501010017']) {
      const [body, check] = split(number);
      expect(residentIdCheckCharacter(body)).toBe(check);
    }
    for (const code of ['91440300708461136T', '91110108551385082Q', '91350100M000100Y43', '91110000600037341L']) {
      const [body, check] = split(code);
      expect(creditCodeCheckCharacter(body)).toBe(check);
      expect(organisationCodeCheckCharacter(code.slice(8, 16))).toBe(code[16]);
    }
    expect(organisationCodeCheckCharacter('D2143569')).toBe('X');
    expect(registrationNumberCheckDigit('11010800000001')).toBe('6');
    expect(registrationNumberCheckDigit('44030110309741')).toBe('3');
  });

  test('of identity and registration numbers find every wrong digit, those of identity numbers every swap of neighbours', () => {
    fc.assert(
      fc.property(digits(17), fc.nat(16), fc.integer({ min: 1, max: 9 }), (body, at, shift) => {
        const wrong = body.slice(0, at) + ((Number(body[at]) + shift) % 10) + body.slice(at + 1);
        expect(residentIdCheckCharacter(wrong)).not.toBe(residentIdCheckCharacter(body));
        const short = (text: string): string => text.slice(0, 14);
        if (at < 14) expect(registrationNumberCheckDigit(short(wrong))).not.toBe(registrationNumberCheckDigit(short(body)));
        const swapped = at < 16 ? body.slice(0, at) + body[at + 1] + body[at] + body.slice(at + 2) : body;
        if (swapped !== body) expect(residentIdCheckCharacter(swapped)).not.toBe(residentIdCheckCharacter(body));
      }),
    );
  });
});
