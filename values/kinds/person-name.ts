import { duck } from '../../core/duckdb/sql.ts';
import { macro } from '../macro-text.ts';
import type { Kind } from './contract.ts';

export const kind: Kind = {
  name: 'person name',
  title: { en: 'Person’s name', zh: '姓名' },
  says: {
    en: 'A person’s whole name, Chinese or Latin; or given name and surname composed.',
    zh: '人的完整姓名,中文或拉丁字母;也可由名和姓两列组成。',
  },
  clean: (raw) => duck`kind_person_name(${raw})`,
  levels: [{ family: 'exact' }, { family: 'edit distance' }],
  blocking: [{ key: 'value', strength: 14 }],
  tf: true,
  macros: [
    macro(
      'kind_person_name(raw)',
      `CASE WHEN regexp_full_match(raw, '[\\x00-\\x7f]*') THEN clean_words(raw) ELSE clean_person_name(raw).value END`,
    ),
  ],
  examples: [
    { raw: 'John  Smith', value: 'JOHN SMITH' },
    { raw: '张 伟', value: '张伟' },
    { raw: '', value: null },
  ],
  pairs: [{ left: 'John Smith', right: 'Jon Smith', level: 'edit-1' }],
};
