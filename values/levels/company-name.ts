import { duck, type Sql } from '../../core/duckdb/sql.ts';
import { allWordsOf, defineFamily, level, ONLY, ofHan, type Side, sameFeature, takeOnly } from './contract.ts';

const either = (l: Side, r: Side, condition: (one: Side, other: Side) => Sql): Sql => duck`(${condition(l, r)} OR ${condition(r, l)})`;
/** For Latin names; `corewords` is null for Chinese ones. */
const words = (l: Side, r: Side): [Sql, Sql] => [l.feature('corewords'), r.feature('corewords')];
const ofLatin = (l: Side, r: Side, condition: Sql): Sql =>
  duck`CASE WHEN NOT ${l.feature('han')} AND NOT ${r.feature('han')} THEN ${condition} END`;

const levels = [
  level('legal-form', ['the same but for legal form, brackets and marks', '除组织形式、括号和符号外相同'], (l, r) =>
    sameFeature(l, r, 'bare'),
  ),
  level('same-words', ['the same words in another order', '词相同,次序不同'], (l, r) => sameFeature(l, r, 'coresorted')),
  level(
    'division',
    ['the same brand and trade, the division left out or elsewhere in the name', '字号和行业相同,行政区划省略或位置不同'],
    (l, r) => ofHan(l, r, duck`${sameFeature(l, r, 'core')} AND coalesce(${sameFeature(l, r, 'place')}, true)`),
  ),
  level('other-division', ['the same brand and trade in another division', '字号和行业相同,行政区划不同'], (l, r) =>
    ofHan(l, r, sameFeature(l, r, 'core')),
  ),
  level(
    'typing',
    ['one letter or character off', '一个字母或汉字不同'],
    (l, r) =>
      duck`CASE WHEN ${l.feature('han')} AND ${r.feature('han')} THEN length(${l.feature('bare')}) >= 4 AND (characters_off(${l.feature('bare')}, ${r.feature('bare')}) = 1 OR one_character_more(${l.feature('bare')}, ${r.feature('bare')}) OR one_character_more(${r.feature('bare')}, ${l.feature('bare')})) ELSE least(length(${l.feature('bare')}), length(${r.feature('bare')})) >= 5 AND edits_within(${l.feature('bare')}, ${r.feature('bare')}, 1) END`,
  ),
  level('acronym', ['initials for the words', '首字母缩写'], (l, r) =>
    either(l, r, (one, other) => duck`${one.feature('acronym')} = replace(${other.feature('bare')}, ' ', '')`),
  ),
  level('brand', ['the same brand', '字号相同'], (l, r) => ofHan(l, r, sameFeature(l, r, 'brand'))),
  level('words-missing', ['all words of one stand in the other', '一方的词全部见于另一方'], (l, r) =>
    ofLatin(l, r, allWordsOf(...words(l, r))),
  ),
  level('alike', ['nearly the same letters', '字母几乎相同'], (l, r) =>
    ofLatin(l, r, duck`jaro_winkler_similarity(${l.feature('bare')}, ${r.feature('bare')}, 0.92::DOUBLE) >= 0.92`),
  ),
  level('contained', ['the brand of one stands in the other', '一方的字号见于另一方'], (l, r) =>
    ofHan(
      l,
      r,
      either(l, r, (one, other) => duck`contains(${other.feature('bare')}, ${one.feature('brand')})`),
    ),
  ),
  level('half-of-words', ['half of the words in common', '半数以上的词相同'], (l, r) =>
    ofLatin(l, r, duck`3 * len(list_intersect(${words(l, r)[0]}, ${words(l, r)[1]})) >= len(${words(l, r)[0]}) + len(${words(l, r)[1]})`),
  ),
];

export const family = defineFamily({
  name: 'company name',
  title: { en: 'Company name', zh: '企业名称' },
  says: {
    en: 'Division, brand, trade and legal form of Chinese names; words, legal forms (Ltd, Inc, GmbH, LLC, Co) and initials of Latin ones.',
    zh: '中文名称的行政区划、字号、行业、组织形式;拉丁字母名称的词、组织形式(Ltd、Inc、GmbH、LLC、Co)和首字母。',
  },
  settings: ONLY,
  features: ['acronym', 'bare', 'brand', 'core', 'coresorted', 'corewords', 'han', 'place'],
  levels: (chosen) => takeOnly(levels, chosen),
  examples: [
    { left: '宁波宏达商贸有限责任公司', right: '宁波宏达商贸有限公司', level: 'legal-form' },
    { left: '宁波宏达商贸有限公司', right: '宁波宏达商贸', level: 'legal-form' },
    { left: '宏达(宁波)商贸有限公司', right: '宁波宏达商贸有限公司', level: 'legal-form' },
    { left: '宁波宏达商贸有限公司', right: '宏达商贸有限公司', level: 'division' },
    { left: '宁波市宏达商贸有限公司', right: '浙江省宁波市宏达商贸有限公司', level: 'other-division' },
    { left: '宁波宏达商贸有限公司', right: '宁波弘达商贸有限公司', level: 'typing' },
    { left: '广州宏达商贸有限公司', right: '苏州宏达商贸有限公司', level: 'other-division' },
    { left: '宁波宏达商贸有限公司', right: '宏达贸易有限公司', level: 'brand' },
    { left: '宁波宏达商贸有限公司', right: '新宏达商贸', level: 'contained' },
    { left: 'ACME TRADING CO LTD', right: 'ACME TRADING LIMITED', level: 'legal-form' },
    { left: 'MUELLER BAU GMBH', right: 'MUELLER BAU', level: 'legal-form' },
    { left: 'BANK OF CHINA', right: 'CHINA BANK INC', level: 'same-words' },
    { left: 'ACME TRADING LLC', right: 'ACNE TRADING INC', level: 'typing' },
    { left: 'INTERNATIONAL BUSINESS MACHINES', right: 'IBM', level: 'acronym' },
    { left: 'ACME', right: 'ACME TRADING OVERSEAS', level: 'words-missing' },
    { left: 'ACME OVERSEAS TRADING', right: 'ACME TRADING SERVICES', level: 'half-of-words' },
    { left: 'ACME TRADING', right: 'GLOBEX FOODS', level: null },
    { left: '宁波宏达商贸有限公司', right: '宁波利群食品有限公司', level: null },
  ],
});
