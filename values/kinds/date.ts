import { duck } from '../../core/duckdb/sql.ts';
import { letIn, macro } from '../macro-text.ts';
import type { Kind } from './contract.ts';

const MONTHS = '(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*';
const YEAR_FIRST = '([0-9]{4})[-/. ]+([0-9]{1,2})[-/. ]+([0-9]{1,2})';
const YEAR_LAST = '([0-9]{1,2})[-/. ]+([0-9]{1,2})[-/. ]+([0-9]{4}|[0-9]{2})';
const MONTH_NAMED = `([0-9]{1,2})(?:ST|ND|RD|TH)?[-/., ]*(${MONTHS})[-/., ]*([0-9]{4}|[0-9]{2})`;
const MONTH_FIRST = `(${MONTHS})[-/., ]*([0-9]{1,2})(?:ST|ND|RD|TH)?[-/., ]+([0-9]{4}|[0-9]{2})`;
const part = (pattern: string, group: number): string => `regexp_extract(text, '${pattern}', ${group})`;
/** Without the time of day. */
const DAY_TEXT = "trim(regexp_replace(upper(fold_text(raw)), '[ T][0-9]{1,2}:.*$', ''))";

/** What is no date can still be compared digit by digit, where it has as many as a year. */
const LONG_WAY = letIn(
  'dat_k',
  DAY_TEXT,
  `coalesce(date_nameless(date_by_form(dat_k)), clean_date(raw).value, CASE WHEN is_no_date(dat_k) THEN NULL ELSE nullif(regexp_extract(fold_words(dat_k), '^.*[0-9].*[0-9].*[0-9].*[0-9].*$'), '') END)`,
);

export const kind: Kind = {
  name: 'date',
  title: { en: 'Date', zh: '日期' },
  says: {
    en: 'A day such as a birth, whole or in part. 3/4/2001 is read month first, 3.4.2001 and 3-4-2001 day first.',
    zh: '日期,如出生日期,可只有年或年月。3/4/2001按月在前读,3.4.2001和3-4-2001按日在前读。',
  },
  clean: (raw) => duck`kind_date(${raw})`,
  levels: [{ family: 'exact' }, { family: 'date' }],
  blocking: [
    { key: 'value', strength: 14 },
    { key: 'birthday', strength: 8 },
    { key: 'yearmonth', strength: 9 },
    { key: 'year', strength: 6 },
  ],
  tf: false,
  own: true,
  macros: [
    macro(
      'date_joined(y, m, d)',
      `concat(CASE WHEN length(y) = 4 THEN y WHEN y > '30' THEN '19' || y ELSE '20' || y END, '-', lpad(m, 2, '0'), '-', lpad(d, 2, '0'))`,
    ),
    macro(
      'date_nameless(text)',
      `regexp_replace(nullif(nullif(nullif(nullif(text, '1900-01-01'), '9999-12-31'), '0001-01-01'), '0000-00-00'), '(?:-00)+$', '')`,
    ),
    macro('month_number(name)', `lpad(((strpos('JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC', left(name, 3)) + 2) // 3)::VARCHAR, 2, '0')`),
    macro(
      'date_by_form(text)',
      `CASE WHEN regexp_full_match(text, '[0-9]{4}[-/. ]+[0-9]{1,2}[-/. ]+[0-9]{1,2}') THEN date_joined(${part(YEAR_FIRST, 1)}, ${part(YEAR_FIRST, 2)}, ${part(YEAR_FIRST, 3)})
       WHEN regexp_full_match(text, '${YEAR_LAST}') THEN CASE WHEN ${part(YEAR_LAST, 2)}::INTEGER > 12 OR (contains(text, '/') AND ${part(YEAR_LAST, 1)}::INTEGER <= 12)
         THEN date_joined(${part(YEAR_LAST, 3)}, ${part(YEAR_LAST, 1)}, ${part(YEAR_LAST, 2)}) ELSE date_joined(${part(YEAR_LAST, 3)}, ${part(YEAR_LAST, 2)}, ${part(YEAR_LAST, 1)}) END
       WHEN regexp_full_match(text, '${MONTH_NAMED}') THEN date_joined(${part(MONTH_NAMED, 3)}, month_number(${part(MONTH_NAMED, 2)}), ${part(MONTH_NAMED, 1)})
       WHEN regexp_full_match(text, '${MONTH_FIRST}') THEN date_joined(${part(MONTH_FIRST, 3)}, month_number(${part(MONTH_FIRST, 1)}), ${part(MONTH_FIRST, 2)}) END`,
    ),
    macro(
      'kind_date(raw)',
      `CASE WHEN regexp_full_match(raw, '(?:1[5-9]|2[01])[0-9]{2}-[0-9]{2}-[0-9]{2}') THEN date_nameless(raw)
       WHEN regexp_full_match(raw, '(?:1[5-9]|20)[0-9]{6}') THEN date_nameless(concat(left(raw, 4), '-', substr(raw, 5, 2), '-', right(raw, 2)))
       ELSE ${LONG_WAY} END`,
    ),
  ],
  examples: [
    { raw: '1971-06-24', value: '1971-06-24' },
    { raw: '19710624', value: '1971-06-24' },
    { raw: '19711324', value: '1971-13-24' },
    { raw: '3/31/1954', value: '1954-03-31' },
    { raw: '31/3/1954', value: '1954-03-31' },
    { raw: '3/4/2001', value: '2001-03-04' },
    { raw: '3.4.2001', value: '2001-04-03' },
    { raw: '12-Nov-1980', value: '1980-11-12' },
    { raw: 'November 12, 1980', value: '1980-11-12' },
    { raw: '1971-06-24 00:00:00', value: '1971-06-24' },
    { raw: '1971年6月24日', value: '1971-06-24' },
    { raw: '1971 6 24', value: '1971-06-24' },
    { raw: '1/3/17', value: '2017-01-03' },
    { raw: '1971', value: '1971' },
    { raw: '1971-06-00', value: '1971-06' },
    { raw: '1900-01-01', value: null },
    { raw: 'unknown', value: null },
    { raw: '19710l24', value: '19710L24' },
    { raw: '', value: null },
  ],
  pairs: [
    { left: '1971-06-24', right: '24.6.1971', level: 'exact' },
    { left: '1971-06-04', right: '1971-04-06', level: 'swapped' },
    { left: '1971-06-24', right: '1971-05-24', level: 'one-digit' },
    { left: '1971-06-24', right: '1971', level: 'vague' },
    { left: '1971-06-24', right: '1950-02-11', level: null },
  ],
};
