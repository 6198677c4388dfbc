/** What goes wrong when a value is typed, read or heard: drawn from one seeded stream, each in the measure real registers show it. */
import type { Random } from '../../../samples/random.ts';

const KEYS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** A key beside the one meant. */
function neighbour(random: Random, letter: string): string {
  const row = KEYS.find((keys) => keys.includes(letter));
  if (row === undefined) return /\d/.test(letter) ? String(random.int(10)) : random.pick([...LETTERS]);
  const at = row.indexOf(letter) + (random.chance(0.5) ? 1 : -1);
  return row[Math.max(0, Math.min(row.length - 1, at))]!;
}

/** One slip of a finger in one place. */
export function typo(random: Random, text: string): string {
  if (text.length < 2) return text;
  const at = random.int(text.length);
  const [before, letter, after] = [text.slice(0, at), text[at]!, text.slice(at + 1)];
  const kind = random.next();
  if (kind < 0.35) return before + neighbour(random, letter) + after;
  if (kind < 0.55) return before + after;
  if (kind < 0.75) return before + letter + (random.chance(0.4) ? letter : neighbour(random, letter)) + after;
  return after === '' ? before + neighbour(random, letter) : before + after[0]! + letter + after.slice(1);
}

const HEARD: readonly (readonly [RegExp, string])[] = [
  [/ph/, 'f'],
  [/f/, 'ph'],
  [/ie/, 'ei'],
  [/ei/, 'ie'],
  [/ck/, 'k'],
  [/c(?=[aou])/, 'k'],
  [/k/, 'c'],
  [/ll/, 'l'],
  [/tt/, 't'],
  [/nn/, 'n'],
  [/ss/, 's'],
  [/y$/, 'ie'],
  [/ey$/, 'y'],
  [/son$/, 'sen'],
  [/e$/, ''],
  [/(?<=[^aeiou])$/, 'e'],
  [/th/, 't'],
  [/mac/, 'mc'],
  [/ai/, 'ay'],
  [/au/, 'or'],
  [/oo/, 'u'],
  [/gh/, 'g'],
  [/z/, 's'],
  [/w/, 'wh'],
  [/a/, 'e'],
  [/o/, 'a'],
];

/** Written as it was heard. */
export function misheard(random: Random, text: string): string {
  const start = random.int(HEARD.length);
  for (let i = 0; i < HEARD.length; i++) {
    const [from, to] = HEARD[(start + i) % HEARD.length]!;
    if (from.test(text)) return text.replace(from, to);
  }
  return typo(random, text);
}

const SEEN: readonly (readonly [string, string])[] = [
  ['m', 'rn'],
  ['rn', 'm'],
  ['l', 'i'],
  ['i', 'l'],
  ['cl', 'd'],
  ['d', 'cl'],
  ['o', '0'],
  ['s', '5'],
  ['h', 'b'],
  ['u', 'n'],
  ['n', 'u'],
  ['vv', 'w'],
  ['w', 'vv'],
  ['g', 'q'],
  ['e', 'c'],
];

/** Read wrongly from paper. */
export function misread(random: Random, text: string): string {
  const start = random.int(SEEN.length);
  for (let i = 0; i < SEEN.length; i++) {
    const [from, to] = SEEN[(start + i) % SEEN.length]!;
    if (text.includes(from)) return text.replace(from, to);
  }
  return typo(random, text);
}

/** Any of the three. */
export function slip(random: Random, text: string): string {
  const kind = random.next();
  if (kind < 0.55) return typo(random, text);
  return kind < 0.8 ? misheard(random, text) : misread(random, text);
}

/** One digit wrong, two swapped, one lost. */
export function digitSlip(random: Random, digits: string): string {
  if (digits.length < 2) return digits;
  const at = random.int(digits.length - 1);
  const kind = random.next();
  if (kind < 0.55) return digits.slice(0, at) + String(random.int(10)) + digits.slice(at + 1);
  if (kind < 0.85) return digits.slice(0, at) + digits[at + 1]! + digits[at]! + digits.slice(at + 2);
  return digits.slice(0, at) + digits.slice(at + 1);
}

/** A date that was miswritten, kept as y-m-d. */
export function dateSlip(random: Random, date: string): string {
  const [year, month, day] = date.split('-') as [string, string, string];
  const kind = random.next();
  if (kind < 0.2 && Number(day) <= 12) return `${year}-${day}-${month}`;
  if (kind < 0.45) return `${year}-${month}-${two(1 + random.int(28))}`;
  if (kind < 0.6) return `${year}-${two(1 + random.int(12))}-${day}`;
  if (kind < 0.8) return `${Number(year) + random.pick([-2, -1, 1, 1, 10, -10])}-${month}-${day}`;
  return kind < 0.9 ? `${year}-01-01` : `${digitSlipOfYear(random, year)}-${month}-${day}`;
}

function digitSlipOfYear(random: Random, year: string): string {
  return year.slice(0, 2) + year[3]! + (random.chance(0.5) ? year[2]! : String(random.int(10)));
}

export function dateBetween(random: Random, from: number, to: number): string {
  return `${from + random.int(to - from + 1)}-${two(1 + random.int(12))}-${two(1 + random.int(28))}`;
}

export function digits(random: Random, count: number): string {
  let out = String(1 + random.int(9));
  while (out.length < count) out += String(random.int(10));
  return out;
}

export const two = (n: number): string => String(n).padStart(2, '0');

/** The words of a text, one of them lost, or two in the other order. */
export function wordSlip(random: Random, text: string): string {
  const words = text.split(' ');
  if (words.length < 3) return slip(random, text);
  const at = random.int(words.length);
  if (random.chance(0.6)) return words.filter((_, i) => i !== at).join(' ');
  const other = Math.min(words.length - 1, at + 1);
  [words[at], words[other]] = [words[other]!, words[at]!];
  return words.join(' ');
}
