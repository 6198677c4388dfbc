/** People's names. One spelling per name; what stands in for a lost character is found, not repaired. */
import { found, NOTHING } from '../findings.ts';
import { DEGRADED, foldText, HAN, isPlaceholder } from '../fold.ts';
import { type Rewrite, rewriter } from '../rewrite.ts';
import type { CleanValue } from '../value-type.ts';

export const SEPARATOR = '·';
const han = `[${HAN}]`;

/** After `foldText`: separators to ·, no blanks between Chinese characters; the doubled rules reach neighbours that share a character. */
export const NAME_RULES: Rewrite[] = [
  { pattern: '\\([^()]*\\)|[()]', replacement: ' ' },
  { pattern: '[•・‧∙⋅●･‐ᐧ]', replacement: SEPARATOR },
  { pattern: `(${han}) *[.。] *(${han})`, replacement: `\\1${SEPARATOR}\\2` },
  { pattern: `(${han}) *[.。] *(${han})`, replacement: `\\1${SEPARATOR}\\2` },
  { pattern: ` *${SEPARATOR}[ ${SEPARATOR}]*`, replacement: SEPARATOR },
  { pattern: `(${han}) +(${han})`, replacement: '\\1\\2' },
  { pattern: `(${han}) +(${han})`, replacement: '\\1\\2' },
  { pattern: ' +', replacement: ' ' },
];
export const TITLE = '先生|女士|小姐|同志';
export const TITLE_RULES: Rewrite[] = [
  { pattern: `[ ${SEPARATOR}.,;]*(?:(?:${TITLE})[ ${SEPARATOR}.,;]*)*$`, replacement: '' },
  { pattern: `^[ ${SEPARATOR}.,;]+`, replacement: '' },
];
export const TITLE_AT_END = `.(?:${TITLE})[ ${SEPARATOR}.,;]*$`;
export const SEARCH_RULES: Rewrite[] = [{ pattern: `[${SEPARATOR}. '-]`, replacement: '' }];
const smallLatin = [...'àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ'];
/** Small Latin letters and their capitals, in the same order. */
export const SMALL = `abcdefghijklmnopqrstuvwxyz${smallLatin.join('')}`;
export const CAPITAL = SMALL.toUpperCase();
const capitals = new Map([...SMALL].map((letter, i) => [letter, [...CAPITAL][i]!]));

const spell = rewriter(NAME_RULES);
const untitle = rewriter(TITLE_RULES);
const join = rewriter(SEARCH_RULES);
const titleAtEnd = new RegExp(TITLE_AT_END, 'u');
const degraded = new RegExp(`[${DEGRADED}]`, 'u');
const small = new RegExp(`[${SMALL}]`, 'gu');
const anyHan = new RegExp(han, 'u');

export function cleanPersonName(raw: string): CleanValue {
  const folded = foldText(raw);
  if (folded === '') return NOTHING;
  if (isPlaceholder(folded)) return found(null, { placeholder: true });
  const spelled = spell(folded);
  const value = untitle(spelled).replace(small, (letter) => capitals.get(letter)!);
  const length = [...value].length;
  if (length === 0) return found(null, { nothingLeft: true });
  if (isPlaceholder(value)) return found(null, { placeholder: true });
  return found(value, {
    note: /[()]/.test(folded),
    title: titleAtEnd.test(spelled),
    degradedCharacter: degraded.test(value),
    digits: /[0-9]/.test(value),
    tooShort: length < 2,
    tooLong: length > 60,
  });
}

/** Without separators and blanks: the form in which names are searched and compared. */
export function nameSearchForm(value: string): string {
  return join(value);
}

/**
 * False only where the two cannot be one person's name. True for: the same without separators; one inside the other; the same length
 * (two characters or more) with at most one character different, lost characters counting as equal; a lost character and another
 * length; Chinese against Latin letters; Latin names that share a word.
 */
export function personNamesCompatible(a: string, b: string): boolean {
  const [left, right] = [nameSearchForm(a), nameSearchForm(b)];
  if (left.includes(right) || right.includes(left)) return true;
  const [leftHan, rightHan] = [anyHan.test(left), anyHan.test(right)];
  if (leftHan !== rightHan) return true;
  if (!leftHan && a.split(' ').some((word) => word.length > 1 && b.split(' ').includes(word))) return true;
  const [l, r] = [[...left], [...right]];
  if (l.length !== r.length) return degraded.test(left) || degraded.test(right);
  const different = l.filter((one, i) => one !== r[i] && !degraded.test(one) && !degraded.test(r[i]!)).length;
  return l.length >= 2 && different <= 1;
}
