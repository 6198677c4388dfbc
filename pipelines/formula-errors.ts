import { duck, type Sql } from '../core/duckdb/sql.ts';

/** What a spreadsheet shows where a formula has no result, in the file itself and in texts exported from it. Never a value. */
const FORMULA_ERRORS = ['#N/A', '#REF!', '#VALUE!', '#DIV/0!', '#NAME?', '#NULL!', '#NUM!', '#GETTING_DATA', '#SPILL!', '#CALC!'];

/** Whether a text is one. The first character decides nearly always, and cheaply. */
export function isFormulaError(text: Sql): Sql {
  return duck`(starts_with(${text}, '#') AND list_contains(${FORMULA_ERRORS}, ${text}))`;
}

/** As `isFormulaError`, for one text. */
export function isFormulaErrorText(text: string): boolean {
  return FORMULA_ERRORS.includes(text);
}
