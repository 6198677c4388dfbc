import { isNoDate, readDate } from '../date-parts.ts';
import { failure, found, NOTHING, PLACEHOLDER_FINDING } from '../findings.ts';
import { cleaned, fullMatch, letIn, quickAndLong } from '../macro-text.ts';
import type { CleanValue, ValueContext, ValueType } from '../value-type.ts';

function clean(raw: string): CleanValue {
  const { folded, written, possible } = readDate(raw);
  if (folded === '') return NOTHING;
  if (isNoDate(folded)) return found(null, { placeholder: true });
  if (written.length < 7) return found(null, { unparseable: true });
  return possible ? found(written.slice(0, 7)) : found(null, { impossible: true });
}

const macros = quickAndLong('month', {
  usual: fullMatch('raw', '(?:1[89]|2[01])[0-9]{2}-(?:0[1-9]|1[0-2])'),
  long: letIn(
    'mon_f',
    'fold_date(raw)',
    letIn(
      'mon_d',
      'date_written(mon_f)',
      `CASE WHEN mon_f IS NULL OR mon_f = '' THEN ${cleaned('NULL::VARCHAR')}
    WHEN is_no_date(mon_f) THEN ${cleaned('NULL::VARCHAR', `['placeholder']`)}
    WHEN length(mon_d) < 7 THEN ${cleaned('NULL::VARCHAR', `['unparseable']`)}
    WHEN date_exists(mon_d) THEN ${cleaned('left(mon_d, 7)')}
    ELSE ${cleaned('NULL::VARCHAR', `['impossible']`)} END`,
    ),
  ),
});

/** A month, `YYYY-MM`; of a day its month. */
export function makeType(_context: ValueContext): ValueType {
  return {
    name: 'month',
    title: { en: 'Month', zh: '月份' },
    findings: {
      impossible: failure('This month does not exist, or lies before 1800 or after 2199.', '该月份不存在，或不在1800年至2199年之间。'),
      placeholder: PLACEHOLDER_FINDING,
      unparseable: failure('This is no month. Write 2026-10 or 202610.', '无法识别为月份，请写成2026-10或202610。'),
    },
    macros,
    quick: true,
    clean,
    mask: (value) => `${value.slice(0, 3)}*-**`,
    examples: [
      { raw: '2026-10', value: '2026-10' },
      { raw: '202610', value: '2026-10' },
      { raw: '2026年10月', value: '2026-10' },
      { raw: '２０２６年９月', value: '2026-09' },
      { raw: '2026-10-15', value: '2026-10' },
      { raw: '20261015', value: '2026-10' },
      { raw: '2026-02-30', value: null, findings: ['impossible'] },
      { raw: '202613', value: null, findings: ['impossible'] },
      { raw: '2026', value: null, findings: ['unparseable'] },
      { raw: '10月', value: null, findings: ['unparseable'] },
      { raw: '000000', value: null, findings: ['placeholder'] },
      { raw: ' ', value: null },
    ],
  };
}
