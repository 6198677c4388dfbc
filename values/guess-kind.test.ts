import { describe, expect, test } from '@jest/globals';
import { guessKind, KINDS } from './index.ts';

const times = (values: string[], times: number) => Array.from({ length: times }, () => values).flat();

describe('the kind of a column is guessed', () => {
  test.each([
    ['given_name', ['anna', 'peter'], 'given name'],
    ['firstName', ['anna'], 'given name'],
    ['surname', ['jones'], 'surname'],
    ['PRIMARY_NAME_LAST', ['Smith'], 'surname'],
    ['PRIMARY_NAME_FULL', ['Bob Smith'], 'person name'],
    ['姓名', ['张伟', '王小芳'], 'person name'],
    ['name', ['Anna Jones', 'Peter O’Neil', 'Jones, Mary'], 'person name'],
    ['name', ["arnie morton's of chicago", 'hotel bel-air', 'cafe bizou'], 'text'],
    ['name', ['Acme Ltd', 'Globex Inc.', 'Smith & Sons'], 'company name'],
    ['名称', ['宁波宏达商贸有限公司', '宏达超市'], 'company name'],
    ['date_of_birth', ['19711013'], 'date'],
    ['DOB', ['3/31/1954'], 'date'],
    ['x', ['1971-06-24', '1980-01-02'], 'date'],
    ['x', ['19710624', '20011231'], 'date'],
    ['x', ['1971062412', '2001123101'], 'code'],
    ['taxno', ['4093841772'], 'id number'],
    ['VAT', ['DE811569869'], 'id number'],
    ['纳税人识别号', ['91350100M000100Y43'], 'credit code'],
    ['first', ['anna'], 'given name'],
    ['LNAME', ['jones'], 'surname'],
    ['director', ['Agnes Varda'], 'person name'],
    ['监护人', ['王小芳'], 'person name'],
    ['housenumber', ['12', '7a'], 'code'],
    ['soc_sec_id', ['2949666'], 'id number'],
    ['证件号码', ['11010519491231002X'], 'id number'],
    ['number', ['11010519491231002X', '440524188001010014'], 'code'],
    ['x', ['11010519491231002X', '440524188001010014'], 'id number'],
    ['x', ['91350100M000100Y43'], 'credit code'],
    ['contact_mail', ['a@b.com'], 'e-mail'],
    ['mobile', ['13812345678'], 'phone'],
    ['x', ['13812345678', '+86 13812345678'], 'phone'],
    ['address_1', ['stanley street'], 'address'],
    ['x', ['朝阳路12号3幢', '中山路3号'], 'address'],
    ['postcode', ['2611'], 'postcode'],
    ['zip', ['89111'], 'postcode'],
    ['gender', ['m'], 'sex'],
    ['price', ['$19.99', '5'], 'number'],
    ['birth_year', ['1971'], 'date'],
    ['suburb', ['wagga'], 'category'],
    ['x', times(['red', 'green'], 20), 'category'],
    ['description', ['A camera'], 'free text'],
    ['title', ['The art of computer programming in four volumes'], 'free text'],
    ['sku', ['SD-1000'], 'code'],
    ['latlon', ['29.86, 121.54'], 'coordinates'],
    ['x', ['29.86, 121.54'], 'coordinates'],
    ['phone', ['none given', 'unlisted'], 'text'],
    ['x', ['', ' ', null], undefined],
    ['x', [], undefined],
  ])('%s with %j: %s', (name, values, kind) => {
    expect(guessKind(name as string, values as string[])).toBe(kind);
    if (kind !== undefined) expect(KINDS[kind as string]).toBeDefined();
  });
});
