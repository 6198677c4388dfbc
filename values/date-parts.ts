/** Dates in the many forms in which they are written. `date` and `month` read them alike. */
import { isDay, isDaySql } from './calendar.ts';
import { foldText } from './fold.ts';
import { letIn, macro, text } from './macro-text.ts';
import { type Rewrite, rewriter, rewriteSql, whole } from './rewrite.ts';

export interface DateParts {
  /** Folded text. */
  folded: string;
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD` as written, perhaps impossible; '' when it is no date. */
  written: string;
  /** Whether it exists, between 1800 and 2199. */
  possible: boolean;
}

/** The day that systems write when they mean none. */
const NO_DATE =
  '0{4,14}|0000-00-00.*|9{8}|9999-12-31.*|99991231.*|9999/12/31.*|1900-0?1-0?1|19000101|1900/0?1/0?1|1899-12-30|长期|永久|至今|无|不详|未知|暂无|空|NULL|[-/.*]+';
const COMPACT_DAY = '[0-9]{8}(?:[0-9]{6})?';
const COMPACT_MONTH = '[0-9]{6}';

/** First the time of day goes, then the blanks. */
const DAY_ONLY: Rewrite[] = [
  { pattern: '([0-9日号]) ?[ T日号] ?[0-9]{1,2}[:时].*$', replacement: '\\1' },
  { pattern: '日[0-9]{1,2}[:时].*$', replacement: '日' },
  { pattern: ' ', replacement: '' },
];
/** After them a date reads `Y-M-D`. */
const RULES: Rewrite[] = [
  { pattern: '^([0-9]{4})年?$', replacement: '\\1' },
  { pattern: '^([0-9]{4})[-/.年]([0-9]{1,2})月?$', replacement: '\\1-\\2' },
  { pattern: '^([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?$', replacement: '\\1-\\2-\\3' },
  { pattern: '-([0-9])$', replacement: '-0\\1' },
  { pattern: '-([0-9])-', replacement: '-0\\1-' },
  { pattern: '(?:-00)+$', replacement: '' },
];
const WRITTEN = '[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?';

const compactDay = whole(COMPACT_DAY);
const compactMonth = whole(COMPACT_MONTH);
const noDate = whole(NO_DATE);
const writtenForm = whole(WRITTEN);
const dayOnly = rewriter(DAY_ONLY);
const rewrite = rewriter(RULES);

export function readDate(raw: string): DateParts {
  const folded = dayOnly(foldText(raw));
  const written = rewrite(separate(folded));
  if (!writtenForm.test(written)) return { folded, written: '', possible: false };
  return { folded, written, possible: exists(written) };
}

export function isNoDate(folded: string): boolean {
  return noDate.test(folded);
}

function separate(folded: string): string {
  if (compactDay.test(folded)) return `${folded.slice(0, 4)}-${folded.slice(4, 6)}-${folded.slice(6, 8)}`;
  return compactMonth.test(folded) ? `${folded.slice(0, 4)}-${folded.slice(4, 6)}` : folded;
}

function exists(written: string): boolean {
  const compact = `${written}-01-01`.replaceAll('-', '').slice(0, 8);
  return written >= '1800' && written < '2200' && isDay(compact);
}

/** `date_written(folded)` and `date_exists(written)`: the same in SQL. */
export const dateMacros: string[] = [
  macro('fold_date(raw)', rewriteSql('fold_text(raw)', DAY_ONLY)),
  macro(
    'date_separated(folded)',
    `CASE WHEN regexp_full_match(folded, ${text(COMPACT_DAY)}) THEN substr(folded, 1, 4) || '-' || substr(folded, 5, 2) || '-' || substr(folded, 7, 2)
     WHEN regexp_full_match(folded, ${text(COMPACT_MONTH)}) THEN substr(folded, 1, 4) || '-' || substr(folded, 5, 2) ELSE folded END`,
  ),
  macro(
    'date_written(folded)',
    letIn(
      'dat_w',
      rewriteSql('date_separated(folded)', RULES),
      `CASE WHEN regexp_full_match(dat_w, ${text(WRITTEN)}) THEN dat_w ELSE '' END`,
    ),
  ),
  macro('date_exists(written)', `written >= '1800' AND written < '2200' AND ${isDaySql(`left(replace(written || '-01-01', '-', ''), 8)`)}`),
  macro('is_no_date(folded)', `regexp_full_match(folded, ${text(NO_DATE)})`),
];
