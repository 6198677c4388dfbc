/** Numbers, coordinates, and the digits of numbers that are names. */
import { duck } from '../../core/duckdb/sql.ts';
import type { Feature } from './contract.ts';

export const macros: readonly string[] = [];

export const features: Record<string, Feature> = {
  number: { says: { en: 'as a number', zh: '数值' }, type: 'DOUBLE', of: (value) => duck`TRY_CAST(${value} AS DOUBLE)` },
  lat: {
    says: { en: 'latitude in degrees', zh: '纬度' },
    type: 'DOUBLE',
    of: (value) => duck`TRY_CAST(split_part(${value}, ' ', 1) AS DOUBLE)`,
  },
  lon: {
    says: { en: 'longitude in degrees', zh: '经度' },
    type: 'DOUBLE',
    of: (value) => duck`TRY_CAST(split_part(${value}, ' ', 2) AS DOUBLE)`,
  },
  cell: {
    says: { en: 'square of about one kilometre', zh: '约一公里的网格' },
    type: 'VARCHAR',
    of: (value) =>
      duck`concat(round(TRY_CAST(split_part(${value}, ' ', 1) AS DOUBLE), 2), ' ', round(TRY_CAST(split_part(${value}, ' ', 2) AS DOUBLE), 2))`,
  },
  tail: {
    says: { en: 'the last seven characters', zh: '末七位' },
    type: 'VARCHAR',
    of: (value) => duck`CASE WHEN length(${value}) >= 7 THEN right(${value}, 7) END`,
  },
  head: {
    says: { en: 'the first half', zh: '前半部分' },
    type: 'VARCHAR',
    of: (value) => duck`left(${value}, greatest(1, length(${value}) // 2))`,
  },
  // A Chinese ID number of 15 digits is one of 18 without the century and the check character.
  seventeen: {
    says: { en: 'an ID number’s first 17 digits, those of 15 with their century', zh: '证件号码前17位(15位补世纪)' },
    type: 'VARCHAR',
    of: (value) =>
      duck`CASE length(${value}) WHEN 18 THEN left(${value}, 17) WHEN 15 THEN concat(left(${value}, 6), '19', substr(${value}, 7)) END`,
  },
  born: {
    says: { en: 'division and birth in an ID number', zh: '证件号码中的区划和出生日期' },
    type: 'VARCHAR',
    of: (value) =>
      duck`CASE length(${value}) WHEN 18 THEN left(${value}, 14) WHEN 15 THEN concat(left(${value}, 6), '19', substr(${value}, 7, 6)) END`,
  },
  user: { says: { en: 'before the @', zh: '@前部分' }, type: 'VARCHAR', of: (value) => duck`split_part(${value}, '@', 1)` },
  domain: { says: { en: 'behind the @', zh: '@后部分' }, type: 'VARCHAR', of: (value) => duck`split_part(${value}, '@', 2)` },
};
