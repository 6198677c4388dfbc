import { connectorErrors } from '../errors.ts';
import { partInName } from '../said-in-name.ts';
import { archiveErrors } from './errors.ts';
import type { ZipMember } from './zip-archive.ts';

export interface ChosenMembers {
  /** The delivery's parts, in order. */
  wanted: ZipMember[];
  /** Names of what is passed over. */
  unrelated: string[];
}

/** What systems put into a zip beside what was asked for; nobody needs to hear of it. */
const debris = /^__MACOSX\/|(^|\/)(\._[^/]*|\.DS_Store|Thumbs\.db|desktop\.ini)$/i;
const shownMembers = 10;

/**
 * Picks the members that are parts of the delivery: those with the first of the format's endings that any has. Parts that carry numbers
 * (`people.1-of-3.csv`) come in that order and must be whole; the others by name, numbers in it counted as numbers.
 *
 * @throws archiveErrors.zipNothingWanted, connectorErrors.partMissing
 */
export function chooseMembers(
  members: readonly ZipMember[],
  { file, endings }: { file: string; endings: readonly string[] },
): ChosenMembers {
  const real = members.filter(({ name }) => !debris.test(name));
  const ending = endings.find((one) => real.some(({ name }) => hasEnding(name, one)));
  if (ending === undefined) {
    const names = real.map(({ name }) => name);
    throw archiveErrors.zipNothingWanted({ file, endings: endings.join(', '), members: shown(names) || '–' });
  }
  const wanted = real.filter(({ name }) => hasEnding(name, ending)).sort(inOrder);
  checkWhole(wanted, file);
  return { wanted, unrelated: real.filter((member) => !wanted.includes(member)).map(({ name }) => name) };
}

export function shown(names: readonly string[]): string {
  const more = names.length > shownMembers ? `, … (${names.length})` : '';
  return names.slice(0, shownMembers).join(', ') + more;
}

function hasEnding(name: string, ending: string): boolean {
  return name.toLowerCase().endsWith(ending);
}

function checkWhole(wanted: readonly ZipMember[], file: string): void {
  const numbered = wanted.flatMap(({ name }) => partInName(name) ?? []);
  const total = Math.max(0, ...numbered.map((one) => one.total));
  const numbers = new Set(numbered.map(({ part }) => part));
  const missing = Array.from({ length: total }, (_, i) => i + 1).filter((part) => !numbers.has(part));
  if (missing.length > 0) throw connectorErrors.partMissing({ name: file, total, missing: missing.join(', ') });
}

function inOrder(a: ZipMember, b: ZipMember): number {
  const [left, right] = [sortKey(a.name), sortKey(b.name)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** `2.csv` before `10.csv`. */
function sortKey(name: string): string {
  return name.replaceAll(/\d+/g, (digits) => digits.padStart(20, '0'));
}
