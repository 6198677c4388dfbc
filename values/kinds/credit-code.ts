import { duck } from '../../core/duckdb/sql.ts';
import type { Kind } from './contract.ts';

export const kind: Kind = {
  name: 'credit code',
  title: { en: 'Credit code', zh: '统一社会信用代码' },
  says: { en: 'Unified social credit code or registration number of an organisation.', zh: '单位的统一社会信用代码或注册号。' },
  clean: (raw) => duck`kind_code(${raw})`,
  levels: [{ family: 'exact' }, { family: 'code', settings: { only: ['one-off'] } }],
  blocking: [{ key: 'value', strength: 20 }],
  tf: false,
  own: true,
  organisation: true,
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
