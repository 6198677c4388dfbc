import { duck } from '../../core/duckdb/sql.ts';
import type { Kind } from './contract.ts';

export const kind: Kind = {
  name: 'free text',
  title: { en: 'Free text', zh: '自由文本' },
  says: { en: 'Many words: a description, a title with authors, a remark.', zh: '较长文字:描述、题名、备注等。' },
  clean: (raw) => duck`clean_words(${raw})`,
  levels: [{ family: 'exact' }, { family: 'free text' }],
  blocking: [
    { key: 'value', strength: 16 },
    { key: 'sorted', strength: 16 },
  ],
  tf: false,
  macros: [],
  examples: [
    { raw: 'A long, long story.', value: 'A LONG LONG STORY' },
    { raw: '-', value: null },
    { raw: '', value: null },
  ],
  pairs: [
    { left: 'Canon PowerShot SD1000', right: 'canon powershot sd1000', level: 'exact' },
    { left: 'Canon PowerShot SD1000 digital camera', right: 'Digital camera Canon PowerShot SD1000', level: 'text-0.75' },
    { left: 'Canon PowerShot', right: 'Garden chair', level: null },
  ],
};
