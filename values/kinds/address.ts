import { duck } from '../../core/duckdb/sql.ts';
import { letIn, macro } from '../macro-text.ts';
import type { Kind } from './contract.ts';

export const kind: Kind = {
  name: 'address',
  title: { en: 'Address', zh: '地址' },
  says: {
    en: 'A street with its number, or a whole address, Chinese or Latin; also composed of several columns.',
    zh: '道路和门牌号或完整地址,中文或拉丁字母;也可由多列组成。',
  },
  clean: (raw) => duck`kind_address(${raw})`,
  levels: [{ family: 'exact' }, { family: 'address' }],
  blocking: [
    { key: 'value', strength: 16 },
    { key: 'building', strength: 14 },
    { key: 'plot', strength: 12 },
    { key: 'street', strength: 11 },
    { key: 'sorted', strength: 15 },
  ],
  tf: true,
  macros: [
    macro(
      'kind_address(raw)',
      `CASE WHEN is_han(raw) THEN coalesce(clean_address(raw).value, clean_words(raw)) WHEN NOT contains(raw, '#') AND NOT has_long_word(fold_words(raw)) THEN clean_words(raw) ELSE ${letIn(
        'adr_w',
        `clean_words(CASE WHEN contains(raw, '#') THEN replace(raw, '#', ' UNIT ') ELSE raw END)`,
        'short_address(adr_w)',
      )} END`,
    ),
  ],
  examples: [
    { raw: '435 S. La Cienega Boulevard, Suite 5', value: '435 S LA CIENEGA BLVD UNIT 5' },
    { raw: '12 Elm Street #4', value: '12 ELM ST UNIT 4' },
    { raw: '朝阳路12号3幢1单元502室', value: '/朝阳路12号/3幢/1单元/502室' },
    { raw: '12 North Fifth Street', value: '12 N 5TH ST' },
    { raw: 'n/a', value: null },
    { raw: '', value: null },
  ],
  pairs: [
    { left: '435 S. La Cienega Blvd.', right: '435 s la cienega boulevard', level: 'exact' },
    { left: '朝阳路12号3幢502室', right: '朝阳路12号3栋1单元502', level: 'same-room' },
    { left: '朝阳路12号', right: '朝阳路14号', level: 'street' },
    { left: '12224 Ventura Blvd', right: '12224 Ventra Blvd.', level: 'typing' },
    { left: '12 Elm St', right: '99 Oak Rd', level: null },
  ],
};
