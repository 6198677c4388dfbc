import { duck } from '../../core/duckdb/sql.ts';
import type { Kind } from './contract.ts';

export const kind: Kind = {
  name: 'category',
  title: { en: 'Category', zh: '类别' },
  says: { en: 'One of few values: a town, a country, an occupation, a kind.', zh: '取值不多:城镇、国家、职业、种类等。' },
  clean: (raw) => duck`clean_words(${raw})`,
  levels: [
    { family: 'exact' },
    { family: 'edit distance', settings: { max: 1, shortest: 4 } },
    { family: 'jaro-winkler', settings: { at: [0.9] } },
  ],
  blocking: [{ key: 'value', strength: 6 }],
  tf: true,
  macros: [],
  examples: [
    { raw: 'San Francisco', value: 'SAN FRANCISCO' },
    { raw: '宁波', value: '宁波' },
    { raw: 'N/A', value: null },
    { raw: '', value: null },
  ],
  pairs: [
    { left: 'London', right: 'london', level: 'exact' },
    { left: 'London', right: 'Lonon', level: 'edit-1' },
    { left: 'Portsmouth', right: 'Portsmoutth', level: 'edit-1' },
    { left: 'American', right: 'Italian', level: null },
  ],
};
