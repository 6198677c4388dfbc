import { duck } from '../../core/duckdb/sql.ts';
import type { Kind } from './contract.ts';

export const kind: Kind = {
  name: 'text',
  title: { en: 'Text', zh: '文本' },
  says: { en: 'A few words: a name of something, a title, a trade.', zh: '若干词语:名称、标题、行业等。' },
  clean: (raw) => duck`clean_words(${raw})`,
  levels: [
    { family: 'exact' },
    { family: 'words', settings: { overlap: [], contained: false } },
    { family: 'rare words', settings: { share: [0.8, 0.6] } },
    { family: 'edit distance', settings: { max: 2, shortest: 5 } },
    { family: 'jaro-winkler', settings: { at: [0.9] } },
    { family: 'rare words', settings: { share: [0.4, 0.25], contained: false } },
  ],
  blocking: [
    { key: 'value', strength: 12 },
    { key: 'sorted', strength: 12 },
    { key: 'rarest', strength: 10 },
    { key: 'first', strength: 7 },
    { key: 'last', strength: 7 },
  ],
  tf: true,
  macros: [],
  examples: [
    { raw: ' Crème   brûlée ', value: 'CREME BRULEE' },
    { raw: "Arnie Morton's of Chicago", value: 'ARNIE MORTONS OF CHICAGO' },
    { raw: 'ＡＢＣ－１', value: 'ABC 1' },
    { raw: '海曙 区', value: '海曙 区' },
    { raw: 'n/a', value: null },
    { raw: '', value: null },
  ],
  pairs: [
    { left: 'London', right: 'LONDON', level: 'exact' },
    { left: 'Hotel Bel-Air', right: 'Bel-Air Hotel', level: 'same-words' },
    { left: 'London', right: 'Lonon', level: 'edit-1' },
    { left: 'Cafe Bizou', right: 'Cafe Bizou Grill', level: 'rare-0.6' },
    { left: 'London', right: 'Leeds', level: null },
  ],
};
