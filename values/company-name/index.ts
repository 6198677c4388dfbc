import { failure, found, NOTHING, PLACEHOLDER_FINDING, warning } from '../findings.ts';
import { DEGRADED, foldCode, foldText, HAN, isPlaceholder } from '../fold.ts';
import { cleaned, codesWhere, contains, fullMatch, letIn, macro, quickAndLong } from '../macro-text.ts';
import { type Rewrite, rewriter, rewriteSql } from '../rewrite.ts';
import type { CleanValue, ValueContext, ValueExample, ValueType } from '../value-type.ts';

/** After folding and capitals: one kind of brackets, no quotation marks, blanks only between Latin words. */
const RULES: Rewrite[] = [
  { pattern: '[〔【[{〈《]', replacement: '(' },
  { pattern: '[〕】\\]}〉》]', replacement: ')' },
  { pattern: '["\'“”‘’「」『』`]', replacement: '' },
  { pattern: '[•・‧∙⋅●･]', replacement: '·' },
  { pattern: `([${HAN}()·]) +`, replacement: '\\1' },
  { pattern: ` +([${HAN}()·])`, replacement: '\\1' },
  { pattern: '\\(\\)', replacement: '' },
  { pattern: '[ .,;:·。、]+$', replacement: '' },
  { pattern: '^[ .,;:·。、]+', replacement: '' },
];
const SEARCH_RULES: Rewrite[] = [
  { pattern: '股份有限责任公司|股份有限公司', replacement: '股份公司' },
  { pattern: '有限责任公司', replacement: '有限公司' },
  { pattern: '[() .,·&-]', replacement: '' },
];
const LETTERS = `[${HAN}A-Z]`;
const tidy = rewriter(RULES);
const searchForm = rewriter(SEARCH_RULES);
const letters = new RegExp(LETTERS, 'u');
const degraded = new RegExp(`[${DEGRADED}]`, 'u');

const examples: ValueExample[] = [
  { raw: '示范市宏达商贸有限公司', value: '示范市宏达商贸有限公司' },
  { raw: '宏达（示范）商贸有限责任公司', value: '宏达(示范)商贸有限责任公司', note: 'the search form has 有限公司' },
  { raw: ' 宏达 商贸 有限公司。', value: '宏达商贸有限公司' },
  { raw: '“宏达”【集团】', value: '宏达(集团)' },
  { raw: 'Acme  Trading Co., Ltd.', value: 'ACME TRADING CO., LTD' },
  { raw: 'ＡＢＣ网络公司', value: 'ABC网络公司' },
  { raw: '宏?商贸有限公司', value: '宏?商贸有限公司', findings: ['degradedCharacter'] },
  { raw: '宏达', value: '宏达', findings: ['tooShort'] },
  { raw: '123456', value: '123456', findings: ['noLetters'] },
  { raw: '个体', value: '个体', findings: ['tooShort'] },
  { raw: '暂无', value: null, findings: ['placeholder'] },
  { raw: '()', value: null, findings: ['nothingLeft'] },
  { raw: '', value: null },
];

function clean(raw: string): CleanValue {
  const folded = foldText(raw);
  if (folded === '') return NOTHING;
  if (isPlaceholder(folded)) return found(null, { placeholder: true });
  const value = tidy(capital(folded));
  if (value === '') return found(null, { nothingLeft: true });
  if (isPlaceholder(value)) return found(null, { placeholder: true });
  const length = [...value].length;
  return found(value, {
    degradedCharacter: degraded.test(value),
    noLetters: !letters.test(value),
    tooLong: length > 120,
    tooShort: length < 4,
  });
}

function capital(value: string): string {
  return value.replace(/[a-z]+/g, (word) => foldCode(word));
}

/** An abbreviation is contained in the full name; a lost character can be any. */
function compatible(a: string, b: string): boolean {
  const [left, right] = [searchForm(a), searchForm(b)];
  return left.includes(right) || right.includes(left) || degraded.test(left) || degraded.test(right);
}

function macros(): string[] {
  const findings = codesWhere({
    degradedCharacter: contains('com_v', `[${DEGRADED}]`),
    noLetters: `NOT ${contains('com_v', LETTERS)}`,
    tooLong: 'length(com_v) > 120',
    tooShort: 'length(com_v) < 4',
  });
  return [
    ...quickAndLong('company_name', {
      usual: fullMatch('raw', '[\u4e00-\u9fff]{4,60}'),
      long: letIn(
        'com_f',
        'fold_text(raw)',
        `CASE WHEN com_f IS NULL OR com_f = '' THEN ${cleaned('NULL::VARCHAR')}
      WHEN is_placeholder(com_f) THEN ${cleaned('NULL::VARCHAR', `['placeholder']`)}
      ELSE ${letIn('com_v', rewriteSql('fold_upper(com_f)', RULES), `CASE WHEN com_v = '' THEN ${cleaned('NULL::VARCHAR', `['nothingLeft']`)} WHEN is_placeholder(com_v) THEN ${cleaned('NULL::VARCHAR', `['placeholder']`)} ELSE ${cleaned('com_v', findings)} END`)} END`,
      ),
    }),
    macro('search_company_name(value)', rewriteSql('value', SEARCH_RULES)),
    macro(
      'compatible_company_name(a, b)',
      letIn(
        'com_l',
        'search_company_name(a)',
        letIn(
          'com_r',
          'search_company_name(b)',
          `contains(com_l, com_r) OR contains(com_r, com_l) OR ${contains('com_l', `[${DEGRADED}]`)} OR ${contains('com_r', `[${DEGRADED}]`)}`,
        ),
      ),
    ),
  ];
}

/** The full name of a company, a branch or a sole trader. */
export function makeType(_context: ValueContext): ValueType {
  return {
    name: 'company-name',
    title: { en: 'Company’s name', zh: '企业名称' },
    findings: {
      degradedCharacter: warning('A character was lost (?, □ or a character of a vendor’s font).', '含有丢失的字（?、□或自造字）。'),
      noLetters: warning('There is no letter in the name.', '名称中没有文字。'),
      nothingLeft: failure('There is no name besides marks.', '除符号外没有名称。'),
      placeholder: PLACEHOLDER_FINDING,
      tooLong: warning('The name has more than 120 characters.', '名称超过120个字。'),
      tooShort: warning('The name has fewer than four characters.', '名称少于四个字。'),
    },
    macros: macros(),
    quick: true,
    clean,
    searchForm,
    compatible,
    mask: (value) => [...value].map((one, i) => (i < 3 ? one : '*')).join(''),
    examples,
  };
}
