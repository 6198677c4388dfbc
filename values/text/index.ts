import { found, NOTHING, warning } from '../findings.ts';
import { BLANK, foldCode, isNumberPlaceholder } from '../fold.ts';
import { cleaned, codesWhere, contains, fullMatch, letIn, macro, quickAndLong, text } from '../macro-text.ts';
import { maskMiddle } from '../mask.ts';
import type { ValueContext, ValueType } from '../value-type.ts';

const CONTROL = '[\\x01-\\x08\\x0e-\\x1f\\x7f]';
/** Nothing to remove, to compose or to trim. */
const PLAIN = '[!-~\u4e00-\u9fff](?:[ -~\u4e00-\u9fff]*[!-~\u4e00-\u9fff])?';
const LOST = String.fromCodePoint(0xfffd);
const controls = new RegExp(CONTROL, 'gu');
const ends = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, 'gu');

/** Free text, and numbers of which nothing is known but that they name something. As a join key it is folded like a code. */
export function makeType(_context: ValueContext): ValueType {
  return {
    name: 'text',
    title: { en: 'Text', zh: '文本' },
    findings: {
      controlCharacters: warning('Control characters were removed.', '已去除控制字符。'),
      undecodable: warning('A character was lost before the value arrived (U+FFFD).', '有字符在送达前已丢失（U+FFFD）。'),
    },
    macros: [
      ...quickAndLong('text', {
        usual: fullMatch('raw', PLAIN),
        long: letIn(
          'txt_v',
          `nullif(regexp_replace(nfc_normalize(regexp_replace(raw, ${text(CONTROL)}, '', 'g')), ${text(`^[${BLANK}]+|[${BLANK}]+$`)}, '', 'g'), '')`,
          cleaned(
            'txt_v',
            codesWhere({ controlCharacters: `txt_v IS NOT NULL AND ${contains('raw', CONTROL)}`, undecodable: contains('txt_v', LOST) }),
          ),
        ),
      }),
      macro(
        'keys_text(value)',
        `CASE WHEN ${fullMatch('value', '[0-9A-Z]{4,}')} AND NOT is_number_placeholder(value) THEN [':' || value] ELSE ${letIn(
          'txt_k',
          'fold_code(value)',
          `CASE WHEN length(txt_k) >= 4 AND NOT is_number_placeholder(txt_k) THEN [':' || txt_k] ELSE []::VARCHAR[] END`,
        )} END`,
      ),
      macro('search_text(value)', 'fold_code(value)'),
      macro('compatible_text(a, b)', 'fold_code(a) = fold_code(b)'),
    ],
    quick: true,
    clean: cleanText,
    joinKeys(value) {
      const folded = foldCode(value);
      return [...folded].length >= 4 && !isNumberPlaceholder(folded) ? [`:${folded}`] : [];
    },
    searchForm: foldCode,
    compatible: (a, b) => foldCode(a) === foldCode(b),
    mask: (value) => maskMiddle(value, 2, 2),
    examples: [
      { raw: '  SH-00012 ', value: 'SH-00012' },
      { raw: '甲\u0007乙', value: '甲乙', findings: ['controlCharacters'] },
      { raw: 'e\u0301', value: '\u00e9', note: 'composed' },
      { raw: '王\ufffd', value: '王\ufffd', findings: ['undecodable'] },
      { raw: ' \u3000 ', value: null },
    ],
  };
}

export function cleanText(raw: string): { value: string | null; findings: string[] } {
  const value = raw.replace(controls, '').normalize('NFC').replace(ends, '');
  if (value === '') return NOTHING;
  return found(value, { controlCharacters: raw.search(controls) >= 0, undecodable: value.includes(LOST) });
}
