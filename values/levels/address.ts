import { duck, type Sql } from '../../core/duckdb/sql.ts';
import { allWordsOf, defineFamily, level, ONLY, type Side, sameFeature, takeOnly } from './contract.ts';

const words = (l: Side, r: Side): [Sql, Sql] => [l.feature('streetwords'), r.feature('streetwords')];
/** Where either does not say, they do not contradict each other. */
const agrees = (l: Side, r: Side, feature: string): Sql => duck`coalesce(${sameFeature(l, r, feature)}, true)`;
/** Not for Chinese addresses: their distances would count bytes. */
const ofLatin = (l: Side, r: Side, condition: Sql): Sql =>
  duck`CASE WHEN ${l.feature('plot')} IS NULL AND ${r.feature('plot')} IS NULL THEN ${condition} END`;

const levels = [
  level(
    'same-room',
    ['the same place and room, more or less of the rest', '同一地点同一室,其余详略不同'],
    (l, r) => duck`${sameFeature(l, r, 'plot')} AND ${sameFeature(l, r, 'room')} AND ${agrees(l, r, 'building')}`,
  ),
  level('same-words', ['the same words in another order', '词相同,次序不同'], (l, r) => sameFeature(l, r, 'sorted')),
  level('same-number', ['the same number and street, whatever else one of them tells', '道路和门牌号相同,其余详略不同'], (l, r) =>
    ofLatin(
      l,
      r,
      duck`${sameFeature(l, r, 'housenumber')} AND (${sameFeature(l, r, 'street')} OR coalesce(${allWordsOf(...words(l, r))}, false))`,
    ),
  ),
  level('same-building', ['the same building', '同一楼幢'], (l, r) => duck`${sameFeature(l, r, 'building')} AND ${agrees(l, r, 'room')}`),
  level(
    'same-plot',
    ['the same road and number or estate', '道路门牌号或小区相同'],
    (l, r) => duck`${sameFeature(l, r, 'plot')} AND ${agrees(l, r, 'building')} AND ${agrees(l, r, 'room')}`,
  ),
  level('typing', ['one or two letters off', '相差一两个字母'], (l, r) =>
    ofLatin(
      l,
      r,
      duck`least(length(${l.value}), length(${r.value})) >= 6 AND ${agrees(l, r, 'housenumber')} AND edits_within(${l.value}, ${r.value}, 2)`,
    ),
  ),
  level(
    'street-alike',
    ['the same number, the street nearly the same', '门牌号相同,道路名几乎相同'],
    (l, r) =>
      duck`${sameFeature(l, r, 'housenumber')} AND ${l.feature('plot')} IS NULL AND jaro_winkler_similarity(${l.feature('street')}, ${r.feature('street')}, 0.88::DOUBLE) >= 0.88`,
  ),
  level('street', ['the same street, another number', '道路相同,门牌号不同'], (l, r) => sameFeature(l, r, 'street')),
  level('words-shared', ['half of the street’s words in common', '道路名半数以上的词相同'], (l, r) =>
    ofLatin(
      l,
      r,
      duck`CASE WHEN list_has_any(${words(l, r)[0]}, ${words(l, r)[1]}) THEN 3 * len(list_intersect(${words(l, r)[0]}, ${words(l, r)[1]})) >= len(${words(l, r)[0]}) + len(${words(l, r)[1]}) END`,
    ),
  ),
  level('number-typing', ['the number a digit off', '门牌号一位不同'], (l, r) =>
    ofLatin(l, r, duck`length(${l.value}) >= 6 AND edits_within(${l.value}, ${r.value}, 2)`),
  ),
];

export const family = defineFamily({
  name: 'address',
  title: { en: 'Address', zh: '地址' },
  says: {
    en: 'Room, building, street and number of Chinese addresses; number, street and words of Latin ones, abbreviations being equal to what they stand for.',
    zh: '中文地址的室、楼幢、道路和门牌号;拉丁字母地址的门牌号、道路名和词,缩写与全称视为相同。',
  },
  settings: ONLY,
  features: ['building', 'housenumber', 'plot', 'room', 'sorted', 'street', 'streetwords'],
  levels: (chosen) => takeOnly(levels, chosen),
  examples: [
    { left: '/朝阳路12号/3幢/1单元/502室', right: '/朝阳路12号/3幢/-/502室', level: 'same-room' },
    { left: '/朝阳路12号/3幢/-/502室', right: '/朝阳路12号/3幢/-/-', level: 'same-building' },
    { left: '/朝阳路12号/3幢/-/502室', right: '/朝阳路12号/-/-/-', level: 'same-plot' },
    { left: '/朝阳路12号/3幢/-/502室', right: '/朝阳路12号/3幢/-/503室', level: 'street' },
    { left: '/朝阳路12号/-/-/-', right: '/朝阳路14号/-/-/-', level: 'street' },
    { left: '/朝阳路12号/-/-/-', right: '/中山路3号/-/-/-', level: null },
    { left: '701 STONE CANYON RD', right: 'STONE CANYON RD 701', level: 'same-words' },
    { left: '435 S LA CIENEGA BLVD', right: '435 LA CIENEGA', level: 'same-number' },
    { left: '12224 VENTURA BLVD', right: '12224 VENTURA BLVD UNIT 5', level: 'same-number' },
    { left: '2450 BROADWAY', right: '2450 BROADWAY BETWEEN 90TH AND 91ST STS', level: 'same-number' },
    { left: '12224 VENTURA BLVD', right: '12224 VENTRA BLVD', level: 'typing' },
    { left: '12224 VENTURA BLVD', right: '12225 VENTURA BLVD', level: 'street' },
    { left: '12 BROOKLAND AVE', right: '12 BROKLANDS DR', level: 'street-alike' },
    { left: '12 HIGH BARTON HOUSE', right: '14 HIGH BARTON HOUSE COTTAGES', level: 'words-shared' },
    { left: '12 ELM ST', right: '99 OAK RD', level: null },
  ],
});
