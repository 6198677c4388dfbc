import { duck } from '../../core/duckdb/sql.ts';
import type { Kind } from './contract.ts';

export const kind: Kind = {
  name: 'surname',
  title: { en: 'Surname', zh: '姓' },
  says: { en: 'A family name, Chinese or Latin.', zh: '姓,中文或拉丁字母。' },
  clean: (raw) => duck`kind_person_name(${raw})`,
  levels: [
    { family: 'exact' },
    {
      family: 'chinese name',
      settings: { only: ['separator', 'variant', 'lost-character', 'homophone', 'homophone-without-tone', 'pinyin'] },
    },
    { family: 'latin name', settings: { only: ['same-words', 'blanks', 'typing', 'alike', 'words-missing', 'sound', 'similar'] } },
  ],
  blocking: [
    { key: 'value', strength: 10 },
    { key: 'sound', strength: 8 },
    { key: 'start', strength: 7 },
  ],
  tf: true,
  macros: [],
  examples: [
    { raw: 'O’Brien', value: 'OBRIEN' },
    { raw: '欧阳', value: '欧阳' },
    { raw: 'Müller', value: 'MULLER' },
    { raw: '', value: null },
  ],
  pairs: [
    { left: 'Allen', right: 'Alen', level: 'typing' },
    { left: 'Smith-Jones', right: 'Jones Smith', level: 'same-words' },
    { left: 'Smith-Jones', right: 'Jones', level: 'words-missing' },
    { left: 'Smith', right: 'Schmidt', level: 'sound' },
    { left: '陈', right: '陳', level: 'variant' },
    { left: 'Smith', right: 'Jones', level: null },
  ],
};
