import { failure, found, NOTHING, PLACEHOLDER_FINDING, warning } from '../findings.ts';
import { foldCode, isNumberPlaceholder } from '../fold.ts';
import { cleaned, fullMatch, letIn, quickAndLong, text } from '../macro-text.ts';
import { maskMiddle } from '../mask.ts';
import { type Rewrite, rewriter, rewriteSql, whole } from '../rewrite.ts';
import type { CleanValue, ValueContext, ValueExample, ValueType } from '../value-type.ts';

const SEVERAL = '[,;、/|]|或';
/** Only the first of several numbers; no marks; then mobile phone, service number, landline with area code. */
const FIRST: Rewrite[] = [
  { pattern: `^(?:${SEVERAL})+`, replacement: '' },
  { pattern: `(?:${SEVERAL}).*$`, replacement: '' },
];
const RULES: Rewrite[] = [
  { pattern: '^(?:TEL|电话|手机|手机号码|联系电话)[:.]?', replacement: '' },
  { pattern: '[()\'".]', replacement: '-' },
  { pattern: '^-+|-+$', replacement: '' },
  { pattern: '-+', replacement: '-' },
  { pattern: '(?:转|EXT)-?([0-9]{1,6})$', replacement: '-\\1' },
  { pattern: '^(?:\\+86|0086|86)-?(1[3-9][0-9-]{9,12})$', replacement: '\\1' },
  { pattern: '^(?:\\+86|0086)-?0?([1-9])', replacement: '0\\1' },
  { pattern: '^0?(1[3-9][0-9])-?([0-9]{4})-?([0-9]{4})$', replacement: '\\1\\2\\3' },
  { pattern: '^([48]00)-?([0-9]{3})-?([0-9]{4})$', replacement: '\\1\\2\\3' },
  { pattern: '^0(10|2[0-9]|[3-9][0-9]{2})-?([2-9][0-9]{2,3})-?([0-9]{4})(-[0-9]{1,6})?$', replacement: '0\\1-\\2\\3\\4' },
  { pattern: '-+', replacement: '-' },
];
const MOBILE = '1[3-9][0-9]{9}';
const KNOWN = `${MOBILE}|[48]00[0-9]{7}|0(?:10|2[0-9]|[3-9][0-9]{2})-[2-9][0-9]{6,7}(?:-[0-9]{1,6})?`;
const LOCAL = '[2-9][0-9]{6,7}(?:-[0-9]{1,6})?';
const SCIENTIFIC = '[0-9]\\.[0-9]+E\\+?[0-9]{1,2}';

const first = rewriter(FIRST);
const tidy = rewriter(RULES);
const several = new RegExp(`[^,;、/|或](?:${SEVERAL})+[^,;、/|或]`, 'u');
const known = whole(KNOWN);
const local = whole(LOCAL);
const scientific = whole(SCIENTIFIC);

const examples: ValueExample[] = [
  { raw: '13812345678', value: '13812345678' },
  { raw: '138 1234 5678', value: '13812345678' },
  { raw: '+86-138-1234-5678', value: '13812345678' },
  { raw: '008613812345678', value: '13812345678' },
  { raw: '１３８１２３４５６７８', value: '13812345678' },
  { raw: '013812345678', value: '13812345678', note: 'dialled with a leading zero' },
  { raw: '0574-87654321', value: '0574-87654321' },
  { raw: '(0574)87654321', value: '0574-87654321' },
  { raw: '057487654321', value: '0574-87654321' },
  { raw: '+86 574 8765 4321', value: '0574-87654321' },
  { raw: '010-62345678转801', value: '010-62345678-801' },
  { raw: '400-123-4567', value: '4001234567' },
  { raw: '87654321', value: '87654321', findings: ['noAreaCode'] },
  { raw: '13812345678;13912345678', value: '13812345678', findings: ['several'] },
  { raw: '1381234567', value: '1381234567', findings: ['formWrong'] },
  { raw: '1.38123E+10', value: null, findings: ['unusable'] },
  { raw: '138****5678', value: null, findings: ['unusable'] },
  { raw: '11111111111', value: null, findings: ['placeholder'] },
  { raw: '无', value: null, findings: ['placeholder'] },
  { raw: ' ', value: null },
];

function clean(raw: string): CleanValue {
  const folded = foldCode(raw);
  if (folded === '') return NOTHING;
  if (isNumberPlaceholder(folded)) return found(null, { placeholder: true });
  if (folded.includes('**') || scientific.test(folded)) return found(null, { unusable: true });
  const tidied = tidy(first(folded));
  if (isNumberPlaceholder(tidied)) return found(null, { placeholder: true });
  const noAreaCode = local.test(tidied);
  const formWrong = !noAreaCode && !known.test(tidied);
  return found(formWrong ? folded : tidied, { several: several.test(folded), noAreaCode, formWrong });
}

function macros(): string[] {
  const severalSql = `regexp_matches(pho_f, ${text(several.source)})`;
  const judged = `list_filter([CASE WHEN NOT ${fullMatch('pho_v', `${KNOWN}|${LOCAL}`)} THEN 'formWrong' END, CASE WHEN ${fullMatch('pho_v', LOCAL)} THEN 'noAreaCode' END, CASE WHEN ${severalSql} THEN 'several' END], lambda code: code IS NOT NULL)`;
  return [
    ...quickAndLong('phone', {
      usual: fullMatch('raw', MOBILE),
      long: letIn(
        'pho_f',
        'fold_code(raw)',
        `CASE WHEN pho_f IS NULL OR pho_f = '' THEN ${cleaned('NULL::VARCHAR')}
      WHEN is_number_placeholder(pho_f) THEN ${cleaned('NULL::VARCHAR', `['placeholder']`)}
      WHEN contains(pho_f, '**') OR ${fullMatch('pho_f', SCIENTIFIC)} THEN ${cleaned('NULL::VARCHAR', `['unusable']`)}
      ELSE ${letIn('pho_v', rewriteSql('pho_f', [...FIRST, ...RULES]), `CASE WHEN is_number_placeholder(pho_v) THEN ${cleaned('NULL::VARCHAR', `['placeholder']`)} ELSE ${cleaned(`CASE WHEN ${fullMatch('pho_v', `${KNOWN}|${LOCAL}`)} THEN pho_v ELSE pho_f END`, judged)} END`)} END`,
      ),
    }),
  ];
}

/** Telephone number: mobile 11 digits, landline `0574-87654321` with an extension behind a dash, service number 10 digits. */
export function makeType(_context: ValueContext): ValueType {
  return {
    name: 'phone',
    title: { en: 'Telephone number', zh: '电话号码' },
    findings: {
      formWrong: warning('This is not the form of a telephone number.', '不符合电话号码格式。'),
      noAreaCode: warning('A landline without its area code.', '固定电话缺少区号。'),
      placeholder: PLACEHOLDER_FINDING,
      several: warning('Several numbers in one field; the first was taken.', '一栏内有多个号码，取第一个。'),
      unusable: failure('The number was masked or destroyed by Excel before it arrived.', '号码在送达前已被遮盖或被Excel损坏。'),
    },
    macros: macros(),
    quick: true,
    clean,
    mask: (value) => maskMiddle(value, 3, 2),
    examples,
  };
}
