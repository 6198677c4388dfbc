import { duck } from '../../core/duckdb/sql.ts';
import { macro } from '../macro-text.ts';
import type { Kind } from './contract.ts';

export const kind: Kind = {
  name: 'e-mail',
  title: { en: 'E-mail address', zh: '电子邮箱' },
  says: { en: 'An e-mail address.', zh: '电子邮箱地址。' },
  clean: (raw) => duck`kind_e_mail(${raw})`,
  levels: [{ family: 'exact' }, { family: 'e-mail' }],
  blocking: [
    { key: 'value', strength: 20 },
    { key: 'user', strength: 16 },
  ],
  tf: false,
  macros: [
    macro(
      'kind_e_mail(raw)',
      `CASE WHEN regexp_full_match(raw, '[0-9A-Za-z._%+-]+@[0-9A-Za-z.-]+') THEN lower(raw) WHEN says_nothing(fold_words(raw)) THEN NULL ELSE nullif(regexp_replace(regexp_replace(lower(fold_wide(raw)), '[ <>()]', '', 'g'), '^mailto:', ''), '') END`,
    ),
  ],
  examples: [
    { raw: ' Robert255@Smith.NET ', value: 'robert255@smith.net' },
    { raw: '<a.b@c.com>', value: 'a.b@c.com' },
    { raw: 'none', value: null },
    { raw: '', value: null },
  ],
  pairs: [
    { left: 'a.smith@x.com', right: 'A.Smith@X.com', level: 'exact' },
    { left: 'a.smith@x.com', right: 'a.smith@y.org', level: 'user' },
    { left: 'robert255@smith.net', right: 'roberta25@smith.net', level: 'typing' },
    { left: 'anna@x.com', right: 'peter@x.com', level: null },
  ],
};
