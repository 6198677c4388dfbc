/** Numbers on Chinese identity papers: GB 11643 resident numbers, residence permits, foreigners' cards, home-return permits. */
import { isDay } from '../calendar.ts';
import { residentIdCheckCharacter } from '../check-digits.ts';
import { found, NOTHING } from '../findings.ts';
import { foldCode, foldNumber, isNumberPlaceholder } from '../fold.ts';
import { whole } from '../rewrite.ts';
import type { CleanValue, ValueContext } from '../value-type.ts';

/** First two digits of the provinces of the People's Republic (GB/T 2260). */
export const PROVINCES = '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71'.split(' ');
/** Residence permits of Hong Kong, Macao and Taiwan residents. */
export const RESIDENCE_PERMITS = ['81', '82', '83'];
export const EARLIEST_BIRTH = '18400101';

export const FORMS = {
  eighteen: '[0-9]{17}[0-9X]',
  fifteen: '[0-9]{15}',
  centenarian: '[0-9]{12}99[6-9]',
  homeReturn: '[HM][0-9]{8}(?:[0-9]{2})?',
  foreignerOld: '[A-Z]{3}[0-9]{12}',
  scientific: '[0-9](?:\\.[0-9]+)?E\\+?1[4-7]',
  masked: '.*\\*\\*.*',
} as const;

const forms = Object.fromEntries(Object.entries(FORMS).map(([form, pattern]) => [form, whole(pattern)])) as Record<
  keyof typeof FORMS,
  RegExp
>;

export type IdNumberKind = 'citizen' | 'hkMacaoTaiwan' | 'foreigner' | 'homeReturn';

/** Known first two digits: real provinces, permits, and those of the divisions given. Foreigners' cards begin with 9. */
export function knownPrefixes({ divisions }: ValueContext): string[] {
  return [...new Set([...PROVINCES, ...RESIDENCE_PERMITS, ...divisions.map((division) => division.code.slice(0, 2))])].sort();
}

export function idNumberCleaner(context: ValueContext): (raw: string) => CleanValue {
  const prefixes = new Set(knownPrefixes(context));
  const today = context.today.replaceAll('-', '');
  return (raw) => {
    const folded = foldNumber(raw);
    if (foldCode(raw) === '') return NOTHING;
    if (isNumberPlaceholder(folded)) return found(null, { placeholder: true });
    if (forms.scientific.test(folded)) return found(null, { excelDamaged: true });
    if (forms.masked.test(folded)) return found(null, { masked: true });
    if (forms.eighteen.test(folded)) return judge(folded, { prefixes, today });
    if (forms.fifteen.test(folded)) return judgeFifteen(folded, { prefixes, today });
    return found(folded, { formWrong: !forms.homeReturn.test(folded) && !forms.foreignerOld.test(folded) });
  };
}

function judge(number: string, { prefixes, today }: { prefixes: Set<string>; today: string }): CleanValue {
  const birth = number.slice(6, 14);
  const checkHolds = residentIdCheckCharacter(number.slice(0, 17)) === number[17];
  const excelDamaged = !checkHolds && number.endsWith('000');
  const inCalendar = birth >= EARLIEST_BIRTH && isDay(birth);
  return found(number, {
    excelDamaged,
    checkCharacterWrong: !checkHolds && !excelDamaged,
    dateImpossible: !inCalendar,
    birthInFuture: inCalendar && birth > today,
    divisionUnknown: number[0] !== '9' && !prefixes.has(number.slice(0, 2)),
    sequenceZero: number.slice(14, 17) === '000' && !excelDamaged,
  });
}

function judgeFifteen(number: string, context: { prefixes: Set<string>; today: string }): CleanValue {
  if (forms.centenarian.test(number)) return found(number, { centenarianSequence: true });
  const body = `${number.slice(0, 6)}19${number.slice(6)}`;
  if (!isDay(body.slice(6, 14))) return found(number, { dateImpossible: true });
  const derived = judge(body + residentIdCheckCharacter(body), context);
  return { value: derived.value, findings: [...derived.findings, 'derivedFrom15'].sort() };
}

/** What kind of number a cleaned value is, and only if its check and its date hold; else null. */
export function idNumberKind(value: string, today: string): IdNumberKind | null {
  if (forms.homeReturn.test(value)) return 'homeReturn';
  if (!forms.eighteen.test(value)) return null;
  const birth = value.slice(6, 14);
  if (birth < EARLIEST_BIRTH || birth > today || !isDay(birth) || value.slice(14, 17) === '000') return null;
  if (residentIdCheckCharacter(value.slice(0, 17)) !== value[17]) return null;
  if (value.startsWith('9')) return 'foreigner';
  return RESIDENCE_PERMITS.includes(value.slice(0, 2)) ? 'hkMacaoTaiwan' : 'citizen';
}

/** `YYYY-MM-DD` of a valid number of 18 digits; else null. */
export function idNumberBirth(value: string, today: string): string | null {
  const kind = idNumberKind(value, today);
  if (kind === null || kind === 'homeReturn') return null;
  return `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`;
}

export function idNumberSex(value: string, today: string): 'male' | 'female' | null {
  if (idNumberBirth(value, today) === null) return null;
  return Number(value[16]) % 2 === 1 ? 'male' : 'female';
}

/** The six digits of the first registration of a citizen; null for others. */
export function idNumberDivision(value: string, today: string): string | null {
  return idNumberKind(value, today) === 'citizen' ? value.slice(0, 6) : null;
}

/** A home-return permit joins by its first nine characters: the last two count its re-issues. */
export function idNumberKeys(value: string, today: string): string[] {
  const kind = idNumberKind(value, today);
  if (kind === null) return [];
  return [`idNumber:${kind === 'homeReturn' ? value.slice(0, 9) : value}`];
}
