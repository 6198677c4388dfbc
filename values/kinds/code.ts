import { duck } from '../../core/duckdb/sql.ts';
import { macro } from '../macro-text.ts';
import type { Kind } from './contract.ts';

export const kind: Kind = {
  name: 'code',
  title: { en: 'Code', zh: '代码' },
  says: {
    en: 'Letters and digits that name something: customer, product, vehicle. Nearly equal codes are near.',
    zh: '字母和数字组成的编号:客户、产品、车辆等,一位之差视为相近。',
  },
  clean: (raw) => duck`kind_code(${raw})`,
  levels: [{ family: 'exact' }, { family: 'code' }],
  blocking: [
    { key: 'value', strength: 16 },
    { key: 'head', strength: 8 },
  ],
  tf: true,
  macros: [
    macro(
      'kind_code(raw)',
      `CASE WHEN regexp_full_match(raw, '[0-9A-Z]+') THEN raw WHEN says_nothing(fold_words(raw)) THEN NULL ELSE nullif(replace(fold_words(raw), ' ', ''), '') END`,
    ),
  ],
  examples: [
    { raw: 'sd-1000', value: 'SD1000' },
    { raw: '浙B·12345', value: '浙B12345' },
    { raw: 'N/A', value: null },
    { raw: '', value: null },
  ],
  pairs: [
    { left: 'SD-1000', right: 'sd1000', level: 'exact' },
    { left: 'AB12345', right: 'AB12346', level: 'one-off' },
    { left: 'AB12345', right: 'XY98765', level: null },
  ],
};
