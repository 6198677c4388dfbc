import { duck } from '../../core/duckdb/sql.ts';
import type { Kind } from './contract.ts';

export const kind: Kind = {
  name: 'given name',
  title: { en: 'Given name', zh: '名' },
  says: { en: 'A given name, Chinese or Latin; more than one may stand in it.', zh: '名,中文或拉丁字母,可有多个。' },
  clean: (raw) => duck`kind_person_name(${raw})`,
  levels: [
    { family: 'exact' },
    {
      family: 'chinese name',
      settings: { only: ['separator', 'variant', 'lost-character', 'homophone', 'homophone-without-tone', 'pinyin'] },
    },
    {
      family: 'latin name',
      settings: { only: ['same-words', 'blanks', 'typing', 'nickname', 'alike', 'initial', 'words-missing', 'sound', 'similar'] },
    },
  ],
  blocking: [
    { key: 'value', strength: 8 },
    { key: 'fullname', strength: 7 },
    { key: 'sound', strength: 6 },
    { key: 'start', strength: 5 },
    { key: 'initial', strength: 4 },
  ],
  tf: true,
  own: true,
  macros: [],
  examples: [
    { raw: 'Anne-Marie', value: 'ANNE MARIE' },
    { raw: '小芳', value: '小芳' },
    { raw: 'N/A', value: null },
    { raw: '', value: null },
  ],
  pairs: [
    { left: 'Robert', right: 'Rob', level: 'nickname' },
    { left: 'Grace', right: 'Grac', level: 'typing' },
    { left: 'J.', right: 'John', level: 'initial' },
    { left: '小芳', right: '晓芳', level: 'homophone' },
    { left: 'Anna', right: 'Peter', level: null },
  ],
};
