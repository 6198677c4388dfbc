import { failure, found, NOTHING, PLACEHOLDER_FINDING, warning } from '../findings.ts';
import { foldCode, isPlaceholder } from '../fold.ts';
import { cleaned, codesWhere, fullMatch, letIn, quickAndLong, text } from '../macro-text.ts';
import { type Rewrite, rewriter, rewriteSql } from '../rewrite.ts';
import type { CleanValue, ValueContext, ValueExample, ValueType } from '../value-type.ts';

const RULES: Rewrite[] = [
  { pattern: "[,'¥￥$]|人民币|RMB|CNY", replacement: '' },
  { pattern: '(?:元整|元|圆|平方米|㎡)$', replacement: '' },
  { pattern: '^\\((.+)\\)$', replacement: '-\\1' },
];
/** Sign, whole part, the first ten decimals (more come from binary fractions), unit. */
const FORM = '^([-+]?)([0-9]{1,15})(?:\\.([0-9]{0,10})[0-9]*)?(万|亿)?$';
/** The usual form, which takes a short way in SQL. */
const USUAL = '[0-9]{1,15}(?:\\.[0-9]{1,2})?';
const form = new RegExp(FORM, 'u');
const strip = rewriter(RULES);
const ZEROS: Record<string, number> = { 万: 4, 亿: 8 };

const examples: ValueExample[] = [
  { raw: '1234.5', value: '1234.50' },
  { raw: '1,234,567.89', value: '1234567.89' },
  { raw: '１，２３４．５０元', value: '1234.50' },
  { raw: '¥ 3000', value: '3000.00' },
  { raw: '人民币100万元', value: '1000000.00' },
  { raw: '1.5亿', value: '150000000.00' },
  { raw: '89.5平方米', value: '89.50' },
  { raw: '0', value: '0.00' },
  { raw: '-12', value: '-12.00', findings: ['negative'] },
  { raw: '(12.30)', value: '-12.30', findings: ['negative'] },
  { raw: '12.345', value: '12.35', findings: ['rounded'] },
  { raw: '0.30000000000000004', value: '0.30', note: 'a binary fraction' },
  { raw: '1.2.3', value: null, findings: ['unparseable'] },
  { raw: '约三千', value: null, findings: ['unparseable'] },
  { raw: '-', value: null, findings: ['placeholder'] },
  { raw: '', value: null },
];

function clean(raw: string): CleanValue {
  const folded = foldCode(raw);
  if (folded === '') return NOTHING;
  if (isPlaceholder(folded)) return found(null, { placeholder: true });
  const parts = form.exec(strip(folded));
  if (parts === null) return found(null, { unparseable: true });
  const tenDecimals = BigInt(parts[2]! + (parts[3] ?? '').padEnd(10, '0')) * 10n ** BigInt(ZEROS[parts[4] ?? ''] ?? 0);
  const cents = (tenDecimals + 50_000_000n) / 100_000_000n;
  const digits = String(cents).padStart(3, '0');
  const negative = parts[1] === '-' && cents > 0n;
  return found(`${negative ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`, {
    negative,
    rounded: tenDecimals % 100_000_000n !== 0n,
  });
}

function macros(): string[] {
  const groups = (variable: string): string => `regexp_extract(${variable}, ${text(FORM)}, ['sign', 'whole', 'decimals', 'unit'])`;
  const factor = `CASE amt_p.unit WHEN '万' THEN 10000 WHEN '亿' THEN 100000000 ELSE 1 END`;
  const exact = `CAST(amt_p.whole || '.' || rpad(amt_p.decimals, 10, '0') AS DECIMAL(25, 10)) * CAST(${factor} AS DECIMAL(9, 0))`;
  const cents = 'CAST(round(amt_n, 2) AS DECIMAL(34, 2))';
  const value = `CASE WHEN amt_p.sign = '-' AND amt_c > 0 THEN '-' ELSE '' END || CAST(amt_c AS VARCHAR)`;
  const findings = codesWhere({ negative: `amt_p.sign = '-' AND amt_c > 0`, rounded: 'amt_c <> amt_n' });
  const parsed = letIn('amt_n', exact, letIn('amt_c', cents, cleaned(value, findings)));
  return [
    ...quickAndLong('amount', {
      usual: fullMatch('raw', USUAL),
      value: 'CAST(CAST(raw AS DECIMAL(18, 2)) AS VARCHAR)',
      long: letIn(
        'amt_f',
        'fold_code(raw)',
        `CASE WHEN amt_f IS NULL OR amt_f = '' THEN ${cleaned('NULL::VARCHAR')}
      WHEN is_placeholder(amt_f) THEN ${cleaned('NULL::VARCHAR', `['placeholder']`)}
      ELSE ${letIn('amt_p', groups(rewriteSql('amt_f', RULES)), `CASE WHEN amt_p.whole = '' THEN ${cleaned('NULL::VARCHAR', `['unparseable']`)} ELSE ${parsed} END`)} END`,
      ),
    }),
  ];
}

/** A quantity with two decimals: money in yuan, square metres, storeys. Exact, never a binary fraction. */
export function makeType(_context: ValueContext): ValueType {
  return {
    name: 'amount',
    title: { en: 'Amount', zh: '数额' },
    findings: {
      negative: warning('The amount is below zero.', '数额为负。'),
      placeholder: PLACEHOLDER_FINDING,
      rounded: warning('More than two decimals were rounded.', '小数超过两位，已四舍五入。'),
      unparseable: failure('This is no amount. Write 1234.50.', '无法识别为数额，请写成1234.50。'),
    },
    macros: macros(),
    quick: true,
    clean,
    mask: () => '***',
    examples,
  };
}
