import { duck } from '../../core/duckdb/sql.ts';
import type { Kind } from './contract.ts';

export const kind: Kind = {
  name: 'exclusive number',
  title: { en: 'Exclusive number', zh: '专有编号' },
  says: {
    en: 'A number that belongs to one entity only and has been checked: two different ones are two entities.',
    zh: '只属于一个实体且经过校验的编号:编号不同即为不同实体。',
  },
  clean: (raw) => duck`kind_code(${raw})`,
  levels: [{ family: 'exact' }, { family: 'code', settings: { only: ['one-off'] } }],
  blocking: [{ key: 'value', strength: 20 }],
  tf: false,
  own: true,
  exclusive: true,
  macros: [],
  examples: [
    { raw: '9133 0203 MA28-2XYZ 1K', value: '91330203MA282XYZ1K' },
    { raw: 'n/a', value: null },
    { raw: '', value: null },
  ],
  pairs: [
    { left: 'AB-12345', right: 'ab12345', level: 'exact' },
    { left: 'AB12345', right: 'AB12346', level: 'one-off' },
    { left: 'AB12345', right: 'XY99999', level: null },
  ],
};
