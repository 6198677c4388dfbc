import { duck } from '../../core/duckdb/sql.ts';
import { macro } from '../macro-text.ts';
import type { Kind } from './contract.ts';

export const kind: Kind = {
  name: 'id number',
  title: { en: 'ID number', zh: '证件号码' },
  says: {
    en: 'A number of a person’s papers: resident ID of 15 or 18 digits, passport, social security. With slips of typing; see exclusive number.',
    zh: '人的证件号码:15或18位身份证号、护照、社会保障号等,允许有输入错误;另见专有编号。',
  },
  clean: (raw) => duck`kind_id_number(${raw})`,
  levels: [{ family: 'exact' }, { family: 'id number' }],
  blocking: [
    { key: 'value', strength: 20 },
    { key: 'tail', strength: 18 },
    { key: 'born', strength: 13 },
    { key: 'head', strength: 10 },
  ],
  tf: false,
  own: true,
  macros: [
    macro(
      'number_or_nothing(folded)',
      `CASE WHEN length(folded) < 4 OR contains(folded, '*') OR replace(folded, folded[1], '') = '' OR starts_with('1234567890123456789', folded) THEN NULL ELSE folded END`,
    ),
    macro(
      'kind_id_number(raw)',
      `CASE WHEN regexp_full_match(raw, '[0-9]{15}') THEN coalesce(clean_id_number(raw).value, number_or_nothing(raw)) WHEN regexp_full_match(raw, '[0-9A-Z]+') THEN number_or_nothing(raw) WHEN length(fold_number(raw)) = 15 THEN coalesce(clean_id_number(raw).value, number_or_nothing(regexp_replace(fold_number(raw), '[^\\p{L}\\p{N}*]', '', 'g'))) ELSE number_or_nothing(regexp_replace(fold_number(raw), '[^\\p{L}\\p{N}*]', '', 'g')) END`,
    ),
  ],
  examples: [
    { raw: '110105491231002', value: '11010519491231002X' },
    { raw: ' 110105 19491231 002x', value: '11010519491231002X' },
    { raw: '294-66-9999', value: '294669999' },
    { raw: '110105********002X', value: null },
    { raw: '000000000', value: null },
    { raw: 'n/a', value: null },
    { raw: '', value: null },
  ],
  pairs: [
    { left: '110105491231002', right: '11010519491231002X', level: 'exact' },
    { left: '11010519491231002X', right: '11010519491231003X', level: 'one-digit' },
    { left: '4872362', right: '4872326', level: 'two-swapped' },
    { left: '11010519491231002X', right: '440524188001010014', level: null },
  ],
};
