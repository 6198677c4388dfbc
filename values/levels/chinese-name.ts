import { duck } from '../../core/duckdb/sql.ts';
import { defineFamily, level, ONLY, ofHan, sameFeature, takeOnly } from './contract.ts';

const levels = [
  level('separator', ['the same but for separators and blanks', '仅间隔号或空格不同'], (l, r) => ofHan(l, r, sameFeature(l, r, 'letters'))),
  level('variant', ['a traditional or variant character', '繁体字或异体字'], (l, r) => ofHan(l, r, sameFeature(l, r, 'plain'))),
  level('lost-character', ['the same where no character was lost', '除丢失的字外相同'], (l, r) =>
    ofHan(
      l,
      r,
      duck`CASE WHEN ${l.feature('lost')} OR ${r.feature('lost')} THEN length(${l.feature('plain')}) >= 2 AND characters_off_but_lost(${l.feature('plain')}, ${r.feature('plain')}) = 0 END`,
    ),
  ),
  level('order', ['the same characters in another order', '字相同,次序不同'], (l, r) => ofHan(l, r, sameFeature(l, r, 'round'))),
  level('homophone', ['sounds the same, tones too', '同音同调'], (l, r) => ofHan(l, r, sameFeature(l, r, 'tones'))),
  level('homophone-without-tone', ['sounds the same but for tones', '同音不同调'], (l, r) => ofHan(l, r, sameFeature(l, r, 'sound'))),
  level('one-character', ['one of three or more characters is different', '三字以上,一字不同'], (l, r) =>
    ofHan(
      l,
      r,
      duck`CASE WHEN length(${l.feature('plain')}) >= 3 THEN characters_off(${l.feature('plain')}, ${r.feature('plain')}) = 1 END`,
    ),
  ),
  level('one-missing', ['one character more or less', '多一字或少一字'], (l, r) =>
    ofHan(
      l,
      r,
      duck`CASE length(${l.feature('plain')}) - length(${r.feature('plain')}) WHEN 1 THEN length(${r.feature('plain')}) >= 2 AND one_character_more(${l.feature('plain')}, ${r.feature('plain')}) WHEN -1 THEN length(${l.feature('plain')}) >= 2 AND one_character_more(${r.feature('plain')}, ${l.feature('plain')}) END`,
    ),
  ),
  level('first-part', ['one is the beginning of the other', '一方为另一方的前部'], (l, r) =>
    ofHan(
      l,
      r,
      duck`least(length(${l.feature('plain')}), length(${r.feature('plain')})) >= 3 AND (starts_with(${l.feature('plain')}, ${r.feature('plain')}) OR starts_with(${r.feature('plain')}, ${l.feature('plain')}))`,
    ),
  ),
  level(
    'pinyin',
    ['the characters of one are the pinyin of the other', '汉字与拼音一致'],
    (l, r) =>
      duck`${l.feature('han')} <> ${r.feature('han')} AND (${sameFeature(l, r, 'pinyin')} OR ${l.feature('turned')} = ${r.feature('pinyin')} OR ${l.feature('pinyin')} = ${r.feature('turned')})`,
  ),
];

export const family = defineFamily({
  name: 'chinese name',
  title: { en: 'Chinese name', zh: '中文姓名' },
  says: {
    en: 'Separators, traditional and variant characters, lost characters, order, homophones, one character, pinyin. Latin names on both sides have none of these levels.',
    zh: '间隔号、繁体异体字、丢失的字、次序、同音字、一字之差、拼音。两方均为拉丁字母时不适用。',
  },
  settings: ONLY,
  features: ['han', 'letters', 'lost', 'pinyin', 'plain', 'round', 'sound', 'tones', 'turned'],
  levels: (chosen) => takeOnly(levels, chosen),
  examples: [
    { left: '阿不都·买买提', right: '阿不都买买提', level: 'separator' },
    { left: '買建国', right: '买建国', level: 'variant' },
    { left: '王小峯', right: '王小峰', level: 'variant' },
    { left: '王?芳', right: '王小芳', level: 'lost-character' },
    { left: '王??', right: '李小芳', level: null },
    { left: '伟张', right: '张伟', level: 'order' },
    { left: '张伟', right: '章伟', level: 'homophone' },
    { left: '张伟', right: '张玮', level: 'homophone' },
    { left: '张伟', right: '张薇', level: 'homophone-without-tone' },
    { left: '王小芳', right: '汪小芳', level: 'homophone-without-tone' },
    { left: '王小芳', right: '王小丽', level: 'one-character' },
    { left: '王小芳', right: '王芳', level: 'one-missing' },
    { left: '阿不都热合曼·买买提', right: '阿不都热合曼', level: 'first-part' },
    { left: '张伟', right: 'ZHANG WEI', level: 'pinyin' },
    { left: '欧阳娜娜', right: 'OUYANG NANA', level: 'pinyin' },
    { left: '张伟', right: 'WEI ZHANG', level: 'pinyin' },
    { left: '曾国藩', right: 'ZENG GUOFAN', level: 'pinyin' },
    { left: '张伟', right: '李伟', level: null },
    { left: 'ZHANG WEI', right: 'WEI ZHANG', level: null },
  ],
});
