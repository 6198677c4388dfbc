import { duck } from '../../core/duckdb/sql.ts';
import type { Kind } from './contract.ts';

export const kind: Kind = {
  name: 'person name',
  title: { en: 'Person’s name', zh: '姓名' },
  says: {
    en: 'A person’s whole name, Chinese or Latin, in any order; also composed of given name and surname.',
    zh: '人的完整姓名,中文或拉丁字母,次序不限;也可由名、姓两列组成。',
  },
  clean: (raw) => duck`kind_person_name(${raw})`,
  levels: [{ family: 'exact' }, { family: 'chinese name' }, { family: 'latin name' }],
  blocking: [
    { key: 'value', strength: 15 },
    { key: 'sorted', strength: 15 },
    { key: 'round', strength: 13 },
    { key: 'sound', strength: 12 },
    { key: 'last', strength: 8 },
    { key: 'first', strength: 7 },
  ],
  tf: true,
  own: true,
  partlyShared: true,
  macros: [],
  examples: [
    { raw: 'John  Smith', value: 'JOHN SMITH' },
    { raw: 'Dr. Zoë O’Brien-Łuk', value: 'ZOE OBRIEN LUK' },
    { raw: '张 伟', value: '张伟' },
    { raw: '阿不都．买买提', value: '阿不都·买买提' },
    { raw: 'Mr', value: 'MR' },
    { raw: 'unknown', value: null },
    { raw: '无名氏', value: null },
    { raw: '', value: null },
  ],
  pairs: [
    { left: 'John Smith', right: 'smith, john', level: 'same-words' },
    { left: 'John Smith', right: 'Jon Smith', level: 'typing' },
    { left: 'Bob', right: 'robert', level: 'nickname' },
    { left: '张伟', right: '章伟', level: 'homophone' },
    { left: '阿不都．买买提', right: '阿不都买买提', level: 'separator' },
    { left: '张伟', right: 'Zhang Wei', level: 'pinyin' },
    { left: 'Anna Jones', right: 'Peter Miller', level: null },
  ],
};
