import { duck } from '../../core/duckdb/sql.ts';
import { macro } from '../macro-text.ts';
import type { Kind } from './contract.ts';

export const kind: Kind = {
  name: 'phone',
  title: { en: 'Telephone number', zh: '电话号码' },
  says: { en: 'A telephone number with or without country and area code.', zh: '电话号码,可有或无国家代码和区号。' },
  clean: (raw) => duck`kind_phone(${raw})`,
  levels: [{ family: 'exact' }, { family: 'phone' }],
  blocking: [
    { key: 'value', strength: 20 },
    { key: 'tail', strength: 18 },
  ],
  tf: false,
  macros: [
    macro('phone_digits(raw)', `regexp_replace(regexp_replace(fold_wide(raw), '[,;、/|或转xX#].*$|(?i)ext.*$', ''), '[^0-9]', '', 'g')`),
    macro('phone_national(digits)', `regexp_replace(regexp_replace(digits, '^0+', ''), '^86(1[3-9][0-9]{9})$', '\\1')`),
    macro(
      'phone_or_nothing(digits)',
      `CASE WHEN length(digits) < 5 OR replace(digits, digits[1], '') = '' OR starts_with('12345678901', digits) THEN NULL ELSE digits END`,
    ),
    macro(
      'kind_phone(raw)',
      `CASE WHEN regexp_full_match(raw, '[1-9][0-9]{7,10}') THEN phone_or_nothing(raw) ELSE phone_or_nothing(phone_national(phone_digits(raw))) END`,
    ),
  ],
  examples: [
    { raw: '+86 138-1234-5678', value: '13812345678' },
    { raw: '0574-87654321', value: '57487654321' },
    { raw: '(702) 919-1300', value: '7029191300' },
    { raw: '010-62345678转801', value: '1062345678' },
    { raw: '0000000000', value: null },
    { raw: 'n/a', value: null },
    { raw: '', value: null },
  ],
  pairs: [
    { left: '13812345678', right: '+86 138 1234 5678', level: 'exact' },
    { left: '0574-87654321', right: '87654321', level: 'prefix' },
    { left: '13812345678', right: '13812345679', level: 'one-digit' },
    { left: '13812345678', right: '13987654321', level: null },
  ],
};
