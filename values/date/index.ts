import { isDaySql } from '../calendar.ts';
import { dateMacros, isNoDate, readDate } from '../date-parts.ts';
import { failure, found, NOTHING, PLACEHOLDER_FINDING, warning } from '../findings.ts';
import { cleaned, codesWhere, fullMatch, letIn, macro, quickAndLong } from '../macro-text.ts';
import type { CleanValue, ValueContext, ValueExample, ValueType } from '../value-type.ts';

const examples: ValueExample[] = [
  { raw: '2026-10-01', value: '2026-10-01' },
  { raw: '20261001', value: '2026-10-01' },
  { raw: '2026-10-1', value: '2026-10-01' },
  { raw: '2026/10/01', value: '2026-10-01' },
  { raw: '2026.1.9', value: '2026-01-09' },
  { raw: '2026年10月1日', value: '2026-10-01' },
  { raw: '２０２６年１０月１日', value: '2026-10-01' },
  { raw: '2026-10-01 08:30:00', value: '2026-10-01', note: 'the time of day is dropped' },
  { raw: '2026-10-01T08:30:00Z', value: '2026-10-01' },
  { raw: '2026/1/9 8:30', value: '2026-01-09' },
  { raw: '20261001083000', value: '2026-10-01' },
  { raw: '2026-10', value: '2026-10', findings: ['partial'] },
  { raw: '202610', value: '2026-10', findings: ['partial'] },
  { raw: '2026-10-00', value: '2026-10', findings: ['partial'] },
  { raw: '1950年', value: '1950', findings: ['partial'] },
  { raw: '19500000', value: '1950', findings: ['partial'] },
  { raw: '2026-02-30', value: null, findings: ['impossible'] },
  { raw: '2026-13-01', value: null, findings: ['impossible'] },
  { raw: '0206-10-01', value: null, findings: ['impossible'] },
  { raw: 'soon', value: null, findings: ['unparseable'] },
  { raw: '01/10/2026', value: null, findings: ['unparseable'], note: 'day or month first? nobody can tell' },
  { raw: '46296', value: null, findings: ['unparseable'], note: 'a serial number of Excel is the format’s to convert' },
  { raw: '00000000', value: null, findings: ['placeholder'] },
  { raw: '99999999', value: null, findings: ['placeholder'] },
  { raw: '1900-01-01', value: null, findings: ['placeholder'] },
  { raw: '9999-12-31', value: null, findings: ['placeholder'] },
  { raw: '', value: null },
];

function clean(raw: string): CleanValue {
  const { folded, written, possible } = readDate(raw);
  if (folded === '') return NOTHING;
  if (isNoDate(folded)) return found(null, { placeholder: true });
  if (written === '') return found(null, { unparseable: true });
  return possible ? found(written, { partial: written.length < 10 }) : found(null, { impossible: true });
}

function macros(): string[] {
  const everyDay = `${fullMatch('raw', '(?:1[89]|2[01])[0-9]{2}-[0-9]{2}-[0-9]{2}')} AND raw <> '1900-01-01' AND ${isDaySql(`replace(raw, '-', '')`)}`;
  return [
    ...dateMacros,
    ...quickAndLong('date', {
      usual: everyDay,
      long: letIn(
        'dat_f',
        'fold_date(raw)',
        letIn(
          'dat_d',
          'date_written(dat_f)',
          `CASE WHEN dat_f IS NULL OR dat_f = '' THEN ${cleaned('NULL::VARCHAR')}
      WHEN is_no_date(dat_f) THEN ${cleaned('NULL::VARCHAR', `['placeholder']`)}
      WHEN dat_d = '' THEN ${cleaned('NULL::VARCHAR', `['unparseable']`)}
      WHEN date_exists(dat_d) THEN ${cleaned('dat_d', codesWhere({ partial: 'length(dat_d) < 10' }))}
      ELSE ${cleaned('NULL::VARCHAR', `['impossible']`)} END`,
        ),
      ),
    }),
    macro('compatible_date(a, b)', 'starts_with(a, b) OR starts_with(b, a)'),
  ];
}

/** A day of the world, `YYYY-MM-DD`; partly known: `YYYY-MM` or `YYYY`. */
export function makeType(_context: ValueContext): ValueType {
  return {
    name: 'date',
    title: { en: 'Date', zh: '日期' },
    findings: {
      impossible: failure('This day does not exist, or lies before 1800 or after 2199.', '该日期不存在，或不在1800年至2199年之间。'),
      partial: warning('Only the year, or the year and month, are known.', '只有年份或年月。'),
      placeholder: PLACEHOLDER_FINDING,
      unparseable: failure('This is no date. Write 2026-10-01 or 20261001.', '无法识别为日期，请写成2026-10-01或20261001。'),
    },
    macros: macros(),
    quick: true,
    clean,
    compatible: (a, b) => a.startsWith(b) || b.startsWith(a),
    mask: (value) => `${value.slice(0, 3)}*${value.slice(4).replaceAll(/[0-9]/g, '*')}`,
    examples,
  };
}
