/** Parts of an address: Latin ones as words, Chinese ones from the ladder that the value type `address` writes. */
import { duck } from '../../core/duckdb/sql.ts';
import { macro } from '../macro-text.ts';
import type { Feature } from './contract.ts';

/** Long form → short form. */
const SHORT: readonly (readonly [string, string])[] = [
  ['STREET', 'ST'],
  ['STR', 'ST'],
  ['STRASSE', 'ST'],
  ['AVENUE', 'AVE'],
  ['AV', 'AVE'],
  ['BOULEVARD', 'BLVD'],
  ['ROAD', 'RD'],
  ['DRIVE', 'DR'],
  ['LANE', 'LN'],
  ['COURT', 'CT'],
  ['PLACE', 'PL'],
  ['SQUARE', 'SQ'],
  ['HIGHWAY', 'HWY'],
  ['PARKWAY', 'PKWY'],
  ['TERRACE', 'TCE'],
  ['TER', 'TCE'],
  ['CRESCENT', 'CR'],
  ['CRES', 'CR'],
  ['CIRCUIT', 'CCT'],
  ['CLOSE', 'CL'],
  ['CIRCLE', 'CIR'],
  ['GROVE', 'GR'],
  ['PARADE', 'PDE'],
  ['BUILDING', 'BLDG'],
  ['FLOOR', 'FL'],
  ['NORTH', 'N'],
  ['SOUTH', 'S'],
  ['EAST', 'E'],
  ['WEST', 'W'],
  ['NORTHEAST', 'NE'],
  ['NORTHWEST', 'NW'],
  ['SOUTHEAST', 'SE'],
  ['SOUTHWEST', 'SW'],
  ['SAINT', 'ST'],
  ['MOUNT', 'MT'],
  ['FORT', 'FT'],
  ['SUITE', 'UNIT'],
  ['STE', 'UNIT'],
  ['APARTMENT', 'UNIT'],
  ['APT', 'UNIT'],
  ['FLAT', 'UNIT'],
  ['ROOM', 'UNIT'],
  ['RM', 'UNIT'],
  ['FIRST', '1ST'],
  ['SECOND', '2ND'],
  ['THIRD', '3RD'],
  ['FOURTH', '4TH'],
  ['FIFTH', '5TH'],
  ['SIXTH', '6TH'],
  ['SEVENTH', '7TH'],
  ['EIGHTH', '8TH'],
  ['NINTH', '9TH'],
  ['TENTH', '10TH'],
];
/** Words that say what a street is or where on it, and are often left out. */
const LOOSE =
  'ST|AVE|BLVD|RD|DR|LN|CT|PL|SQ|HWY|PKWY|TCE|CR|CCT|CL|CIR|GR|PDE|WAY|N|S|E|W|NE|NW|SE|SW|THE|AT|OFF|BETWEEN|NEAR|BLDG|FL|(?:UNIT(?: [0-9A-Z]+)?)';

const shortened = SHORT.reduce((sql, [long, short]) => `replace(${sql}, ' ${long} ', ' ${short} ')`, `concat(' ', words, ' ')`);
const anyLong = SHORT.map(([long]) => long).join('|');

export const macros: readonly string[] = [
  macro('has_long_word(words)', `regexp_matches(words, '(?:^| )(?:${anyLong})(?: |$)')`),
  macro('short_address(words)', `CASE WHEN has_long_word(words) THEN trim(${shortened}) ELSE words END`),
  macro('street_words(value)', `trim(regexp_replace(concat(' ', value, ' '), '(?: (?:[0-9]+[A-Z]?|${LOOSE}))+ ', ' ', 'g'))`),
  macro('is_ladder(value)', `contains(value, '/') AND is_han(value)`),
];

const rung = (place: number) => (value: Parameters<Feature['of']>[0]) =>
  duck`CASE WHEN is_ladder(${value}) THEN nullif(nullif(split_part(${value}, '/', ${place}), '-'), '') END`;

export const features: Record<string, Feature> = {
  housenumber: {
    says: { en: 'the first number', zh: '门牌号' },
    type: 'VARCHAR',
    of: (value) =>
      duck`CASE WHEN is_ladder(${value}) THEN regexp_extract(split_part(${value}, '/', 2), '[0-9]+') ELSE regexp_extract(${value}, '(?:^| )([0-9]+[A-Z]?)(?: |$)', 1) END`,
  },
  street: {
    says: { en: 'name of the street or estate without numbers', zh: '道路或小区名,不含号码' },
    type: 'VARCHAR',
    of: (value) =>
      duck`CASE WHEN is_ladder(${value}) THEN regexp_replace(split_part(${value}, '/', 2), '[0-9号弄附之-]', '', 'g') ELSE street_words(${value}) END`,
  },
  streetwords: {
    says: { en: 'words of the street’s name', zh: '道路名中的词' },
    type: 'VARCHAR[]',
    from: 'street',
    of: (street) => duck`CASE WHEN NOT is_han(${street}) THEN word_list(${street}) END`,
  },
  plot: { says: { en: 'road and number, or estate', zh: '道路和门牌号,或小区' }, type: 'VARCHAR', of: rung(2) },
  building: {
    says: { en: 'the same with the building', zh: '同上,含楼幢' },
    type: 'VARCHAR',
    of: (value) =>
      duck`CASE WHEN is_ladder(${value}) AND split_part(${value}, '/', 3) NOT IN ('-', '') THEN concat(split_part(${value}, '/', 2), '/', split_part(${value}, '/', 3)) END`,
  },
  room: { says: { en: 'room', zh: '室' }, type: 'VARCHAR', of: rung(5) },
};
