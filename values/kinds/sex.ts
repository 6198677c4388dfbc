import { duck } from '../../core/duckdb/sql.ts';
import { macro } from '../macro-text.ts';
import type { Kind } from './contract.ts';

export const kind: Kind = {
  name: 'sex',
  title: { en: 'Sex', zh: '性别' },
  says: { en: 'Male or female, as a word, a letter or a code.', zh: '性别,文字、字母或代码。' },
  clean: (raw) => duck`kind_sex(${raw})`,
  levels: [{ family: 'exact' }],
  blocking: [],
  tf: true,
  own: true,
  macros: [
    macro(
      'kind_sex(raw)',
      `CASE WHEN fold_words(raw) IN ('M', 'MALE', 'MAN', 'BOY', '1', '男', '男性') THEN 'M' WHEN fold_words(raw) IN ('F', 'FEMALE', 'WOMAN', 'GIRL', 'W', '2', '女', '女性') THEN 'F' END`,
    ),
  ],
  examples: [
    { raw: 'male', value: 'M' },
    { raw: 'F', value: 'F' },
    { raw: '女', value: 'F' },
    { raw: '1', value: 'M' },
    { raw: 'x', value: null },
    { raw: '', value: null },
  ],
  pairs: [
    { left: 'male', right: '男', level: 'exact' },
    { left: 'm', right: 'f', level: null },
  ],
};
