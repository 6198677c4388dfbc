import { found, NOTHING, PLACEHOLDER_FINDING, warning } from '../findings.ts';
import { foldCode, foldNumber, isNumberPlaceholder } from '../fold.ts';
import { cleaned, codesWhere, fullMatch, letIn, macro, text } from '../macro-text.ts';
import { maskMiddle } from '../mask.ts';
import { whole } from '../rewrite.ts';
import type { CleanValue, DivisionRow, ValueContext, ValueExample, ValueType } from '../value-type.ts';

/**
 * GB/T 37346-2019: county (6), cadastral zone and sub-zone (3 + 3), ownership and kind of parcel, parcel (5), fixture (F building, L forest, Q other, W none),
 * its number (8). Collective ownership land (A) and homesteads (C) are always J; what has no fixture has no number of one. There is no check digit.
 */
const FORM = '[1-8][0-9]{11}(?:[GZ][BSXDEFHGWY]|J[ABSXCDEFWY])[0-9]{5}(?:[FLQ][0-9]{8}|W0{8})';
const NO_UNIT = '.{19}F0{8}';
const form = whole(FORM);
const noUnit = whole(NO_UNIT);

const examples: ValueExample[] = [
  { raw: '339901001001GB00012F00030502', value: '339901001001GB00012F00030502' },
  { raw: '339901 001001 gb00012 F00030502', value: '339901001001GB00012F00030502' },
  { raw: '３３９９０１００１００１ＧＢ０００１２Ｗ００００００００', value: '339901001001GB00012W00000000', note: 'the land alone' },
  {
    raw: '339912001001GB00012F00030502',
    value: '339912001001GB00012F00030502',
    note: 'of before the district was renamed: found and joined under its code of today',
  },
  {
    raw: '980123002004GB00011F00010001',
    value: '980123002004GB00011F00010001',
    findings: ['formWrong'],
    note: 'no province begins with 9',
  },
  { raw: '810123002004GB00011F00010001', value: '810123002004GB00011F00010001', findings: ['countyUnknown'] },
  {
    raw: '339901001001GC00012F00030502',
    value: '339901001001GC00012F00030502',
    findings: ['formWrong'],
    note: 'homesteads are collective',
  },
  {
    raw: '339901001001GB00012F00000000',
    value: '339901001001GB00012F00000000',
    findings: ['formWrong'],
    note: 'a building without a number',
  },
  { raw: '339901001001GB00012', value: '339901001001GB00012', findings: ['formWrong'], note: 'the parcel only' },
  { raw: '无', value: null, findings: ['placeholder'] },
  { raw: '', value: null },
];

/**
 * Code of a county → that of today, where it was renamed and nothing more: the new one began when the old one ended and has come from no other.
 * Where counties were put together their zones were numbered anew, and the old digits may be another unit's now.
 */
function renamedCounties(divisions: readonly DivisionRow[]): Map<string, string> {
  const counties = divisions.filter(({ code }) => code.length === 6);
  const starts = new Map(counties.map(({ code, validFrom }) => [code, validFrom]));
  const heirs = Map.groupBy(
    counties.filter(({ successor }) => successor !== null),
    ({ successor }) => successor!,
  );
  const renamed = new Map<string, string>();
  for (const [heir, from] of heirs) {
    const [only] = from;
    if (from.length === 1 && only!.validTo !== null && starts.get(heir) === only!.validTo) renamed.set(only!.code, heir);
  }
  return renamed;
}

/** Real-estate unit code. One of a county that was renamed is found, and joins, under the county's code of today. */
export function makeType({ divisions }: ValueContext): ValueType {
  const known = new Set(divisions.filter(({ code }) => code.length === 6).map(({ code }) => code));
  const renamed = renamedCounties(divisions);
  const today = (value: string): string => (renamed.get(value.slice(0, 6)) ?? value.slice(0, 6)) + value.slice(6);
  const fits = (value: string): boolean => form.test(value) && !noUnit.test(value);
  const clean = (raw: string): CleanValue => {
    if (foldCode(raw) === '') return NOTHING;
    const value = foldNumber(raw);
    if (isNumberPlaceholder(value)) return found(null, { placeholder: true });
    if (!fits(value)) return found(value, { formWrong: true });
    return found(value, { countyUnknown: !known.has(value.slice(0, 6)) });
  };
  const list = (codes: Iterable<string>): string => `[${[...codes].map((code) => text(code)).join(', ')}]::VARCHAR[]`;
  const fitsSql = (value: string): string => `(${fullMatch(value, FORM)} AND NOT ${fullMatch(value, NO_UNIT)})`;
  return {
    name: 'unit-code',
    title: { en: 'Real-estate unit code', zh: '不动产单元号' },
    findings: {
      countyUnknown: warning(
        'The first six digits are no county of the divisions table: a unit of another place, or a slip.',
        '前六位不是区划表中的县（市、区）：可能是外地单元或录入错误。',
      ),
      formWrong: warning(
        'A real-estate unit code has 28 characters by GB/T 37346: county, zones, kind of parcel, parcel, fixture and its number. The code does not join.',
        '不动产单元号应为28位（GB/T 37346）：县级区划、地籍区和子区、宗地特征码、宗地顺序号、定着物特征码及其单元号，不用于归并。',
      ),
      placeholder: PLACEHOLDER_FINDING,
    },
    macros: [
      macro(
        'clean_unit_code(raw)',
        letIn(
          'unc_v',
          'fold_number(raw)',
          `CASE WHEN unc_v IS NULL OR fold_code(raw) = '' THEN ${cleaned('NULL::VARCHAR')}
        WHEN is_number_placeholder(unc_v) THEN ${cleaned('NULL::VARCHAR', `['placeholder']`)}
        WHEN NOT ${fitsSql('unc_v')} THEN ${cleaned('unc_v', `['formWrong']`)}
        ELSE ${cleaned('unc_v', codesWhere({ countyUnknown: `NOT list_contains(${list([...known].sort())}, substr(unc_v, 1, 6))` }))} END`,
        ),
      ),
      macro(
        'search_unit_code(value)',
        `coalesce((${list(renamed.values())})[list_position(${list(renamed.keys())}, substr(value, 1, 6))], substr(value, 1, 6)) || substr(value, 7)`,
      ),
      macro('keys_unit_code(value)', `CASE WHEN ${fitsSql('value')} THEN [':' || search_unit_code(value)] ELSE []::VARCHAR[] END`),
    ],
    usesDivisions: true,
    clean,
    joinKeys: (value) => (fits(value) ? [`:${today(value)}`] : []),
    searchForm: today,
    mask: (value) => maskMiddle(value, 6, 4),
    examples,
  };
}
