import { duck } from '../../core/duckdb/sql.ts';
import type { Kind } from './contract.ts';

export const kind: Kind = {
  name: 'text',
  title: { en: 'Text', zh: '文本' },
  says: { en: 'Words of any kind: a title, a trade, a town.', zh: '任意词语:名称、行业、地名等。' },
  clean: (raw) => duck`clean_words(${raw})`,
  levels: [{ family: 'exact' }, { family: 'edit distance' }],
  blocking: [{ key: 'value', strength: 10 }],
  tf: true,
  macros: [],
  examples: [
    { raw: ' Crème   brûlée ', value: 'CREME BRULEE' },
    { raw: "Arnie Morton's of Chicago", value: 'ARNIE MORTONS OF CHICAGO' },
    { raw: 'ＡＢＣ－１', value: 'ABC 1' },
    { raw: '海曙 区', value: '海曙 区' },
    { raw: 'n/a', value: null },
    { raw: '  ', value: null },
    { raw: '', value: null },
  ],
  pairs: [
    { left: 'London', right: 'LONDON', level: 'exact' },
    { left: 'London', right: 'Lonon', level: 'edit-1' },
    { left: 'London', right: 'Leeds', level: null },
  ],
};
