import { found, NOTHING, PLACEHOLDER_FINDING, warning } from '../findings.ts';
import { foldCode, foldNumber, isPlaceholder } from '../fold.ts';
import { cleaned, codesWhere, fullMatch, letIn, macro, text } from '../macro-text.ts';
import { maskMiddle } from '../mask.ts';
import { type Rewrite, rewriter, rewriteSql, whole } from '../rewrite.ts';
import type { CleanValue, ValueContext, ValueExample, ValueType } from '../value-type.ts';

const FORM = '[1-9][0-9](?:[0-9]{2}(?:[0-9]{2}(?:[0-9]{3}(?:[0-9]{3})?)?)?)?';
/** Zeros that fill a code up to six or twelve digits say nothing. */
const RULES: Rewrite[] = [
  { pattern: '^([0-9]{9})000$', replacement: '\\1' },
  { pattern: '^([0-9]{6})000$', replacement: '\\1' },
  { pattern: '^([0-9]{4})00$', replacement: '\\1' },
  { pattern: '^([0-9]{2})00$', replacement: '\\1' },
];
/** Not any digit all over: 11, 22, 33 and 44 are provinces. */
const NOWHERE = '0*|9+|X+';
const form = whole(FORM);
const nowhere = whole(NOWHERE);
const shorten = rewriter(RULES);

const examples: ValueExample[] = [
  { raw: '980101', value: '980101', findings: ['unknown'], note: '98 is nobody’s' },
  { raw: '９８０１０１', value: '980101', findings: ['unknown'] },
  { raw: '980100', value: '9801', findings: ['unknown'] },
  { raw: '980000', value: '98', findings: ['unknown'] },
  { raw: '980101001000', value: '980101001', findings: ['unknown'] },
  { raw: '33990', value: '33990', findings: ['formWrong'] },
  { raw: '330000', value: '33', findings: [] },
  { raw: '999999', value: null, findings: ['placeholder'] },
  { raw: '无', value: null, findings: ['placeholder'] },
  { raw: '', value: null },
];

/** Code of a province (2), city (4), district (6), street (9) or community (12 digits). A retired code is kept: it was right in its time. */
export function makeType({ divisions, today }: ValueContext): ValueType {
  const known = new Set(divisions.map((division) => division.code));
  const living = new Set(divisions.filter((division) => division.validTo === null || division.validTo > today).map(({ code }) => code));
  const retired = [...known].filter((code) => !living.has(code)).sort();
  const clean = (raw: string): CleanValue => {
    const folded = foldNumber(raw);
    if (foldCode(raw) === '') return NOTHING;
    const value = shorten(folded);
    if (nowhere.test(value) || isPlaceholder(value)) return found(null, { placeholder: true });
    if (!form.test(value)) return found(value, { formWrong: true });
    return found(value, { retired: known.has(value) && !living.has(value), unknown: !known.has(value) });
  };
  const oneOf = (codes: string[]): string => `list_contains([${codes.map((code) => text(code)).join(', ')}]::VARCHAR[], div_v)`;
  return {
    name: 'division',
    title: { en: 'Administrative division', zh: '行政区划' },
    findings: {
      formWrong: warning('A division has 2, 4, 6, 9 or 12 digits.', '区划代码应为2、4、6、9或12位数字。'),
      placeholder: PLACEHOLDER_FINDING,
      retired: warning('The code is no longer in force; the divisions table names its successor.', '该代码已停用，后继代码见区划表。'),
      unknown: warning('The code is not in the divisions table.', '区划表中没有该代码。'),
    },
    macros: [
      macro(
        'clean_division(raw)',
        letIn(
          'div_f',
          'fold_number(raw)',
          letIn(
            'div_v',
            rewriteSql('div_f', RULES),
            `CASE WHEN div_f IS NULL OR fold_code(raw) = '' THEN ${cleaned('NULL::VARCHAR')}
        WHEN ${fullMatch('div_v', NOWHERE)} OR is_placeholder(div_v) THEN ${cleaned('NULL::VARCHAR', `['placeholder']`)}
        WHEN NOT ${fullMatch('div_v', FORM)} THEN ${cleaned('div_v', `['formWrong']`)}
        ELSE ${cleaned('div_v', codesWhere({ retired: oneOf(retired), unknown: `NOT ${oneOf([...known].sort())}` }))} END`,
          ),
        ),
      ),
    ],
    usesDivisions: true,
    clean,
    mask: (value) => maskMiddle(value, 2, 0),
    examples,
  };
}
