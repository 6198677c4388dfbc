import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { createValueTypes } from '../index.ts';

const types = createValueTypes({ divisions: [], today: '2026-10-01' });
const type = types['credit-code']!;
const lines = readFileSync(new URL('./vectors.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1);
const vectors = lines.map((line) => line.split(',') as [string, string]);

describe('credit codes', () => {
  test.each(vectors)('%s of the published vectors is %s', (code, expected) => {
    const { value, findings } = type.clean(code);
    const join = type.joinKeys!(value!).length > 0;
    expect(join).toBe(expected === 'valid');
    expect(findings.filter((finding) => finding !== 'organisationCheckWrong').length === 0).toBe(expected === 'valid');
  });

  test('meet the tax roll by the organisation code, under every form of the taxpayer number', () => {
    const keys = (name: string, raw: string): string[] => types[name]!.joinKeys!(types[name]!.clean(raw).value!);
    const code = '91440300708461136T';
    expect(keys('credit-code', code)).toEqual([`creditCode:${code}`, 'organisationCode:708461136']);
    expect(keys('tax-id', code)).toEqual(keys('credit-code', code));
    expect(keys('tax-id', `L${code}`)).toEqual(keys('credit-code', code));
    expect(keys('tax-id', '440300708461136')).toEqual(['organisationCode:708461136']);
    expect(keys('registration-number', code)).toEqual(keys('credit-code', code));
    expect(keys('registration-number', '440301103097413')).toEqual(['registrationNo:440301103097413']);
  });

  test('a sole trader’s number of his identity number and two digits joins under its own scheme, never as the person', () => {
    const { clean, joinKeys } = types['tax-id']!;
    expect(joinKeys!(clean('11010519491231002X01').value!)).toEqual(['taxId:11010519491231002X01']);
    expect(joinKeys!(clean('11010519491231002101').value!)).toEqual([]);
  });

  test('the two check characters are judged apart; the outer one decides whether the code joins', () => {
    expect(type.clean('91110000600037342P')).toEqual({ value: '91110000600037342P', findings: ['organisationCheckWrong'] });
    expect(type.joinKeys!('91110000600037342P')).toHaveLength(2);
    expect(type.joinKeys!('91110000600037341N')).toEqual([]);
  });
});
