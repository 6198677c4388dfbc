import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { csvRows } from '../../core/csv-blocks.ts';
import { houseAddress } from './house-address.ts';
import { createAddressParser } from './parse/index.ts';

const parser = createAddressParser({ divisions: [], today: '2026-10-01' });
const form = (text: string): string => houseAddress(parser.parse(text));
const pairs = csvRows(readFileSync(new URL('labelled/house-pairs.csv', import.meta.url), 'utf8'))
  .slice(1)
  .map(([houses, one, other]) => ({ houses, one: one!, other: other! }));

describe('houses by their addresses', () => {
  test.each(pairs.filter(({ houses }) => houses === 'different'))('$one and $other are two', ({ one, other }) => {
    expect(form(one)).not.toBe(form(other));
  });

  test.each(pairs.filter(({ houses }) => houses === 'same'))('$one and $other are one', ({ one, other }) => {
    expect(form(one)).toBe(form(other));
  });

  test('are apart where in doubt, though it may be one: an estate with a word more', () => {
    expect(form('宁波市海曙区锦绣花园3幢401室')).not.toBe(form('宁波市海曙区锦绣花园小区3幢401室'));
  });

  test('have a place without what stands before the divisions, and without postcodes', () => {
    for (const text of [
      '地址：浙江省宁波市海曙区县学街22号6幢',
      '邮编：315000 宁波市海曙区县学街22号6幢',
      '宁波市海曙区县学街22号6幢 315000',
    ])
      expect(form(text)).toBe('330203/县学街22号/6幢/-/-');
  });
});
