import { found, NOTHING } from '../findings.ts';
import { foldCode, isPlaceholder } from '../fold.ts';
import { whole } from '../rewrite.ts';
import type { CleanValue, ValueContext } from '../value-type.ts';
import { type Front, LONGEST, NORMAL, QUICK } from './address-grammar.ts';
import { houseAddress } from './house-address.ts';
import { type AddressParser, createAddressParser } from './parse/index.ts';

export type AddressLevel = 'room' | 'unit' | 'building' | 'road' | 'none';

const normal = whole(NORMAL);
const quick = new RegExp(QUICK, 'u');

export function addressCleaner(front: Front, parsed: (text: string) => string): (raw: string) => CleanValue {
  const usual = usualReader(front);
  return (raw) => {
    const known = usual(raw);
    if (known !== undefined) return judge(known);
    const folded = foldCode(raw);
    if (folded === '') return NOTHING;
    if (isPlaceholder(folded)) return found(null, { placeholder: true });
    if ([...folded].length > LONGEST) return found(null, { tooLong: true });
    return judge(normal.test(folded) ? folded : parsed(raw));
  };
}

/** Text → normal form, by the parser, which is made when the first text comes. Names that fit several places are those of the given divisions. */
export function addressReader({ divisions, today }: ValueContext): (text: string) => string {
  const make = (): AddressParser => {
    const home = divisions.filter(({ level }) => level === 'district').map(({ code }) => code);
    return createAddressParser({ divisions, today, home });
  };
  let parser: AddressParser | undefined;
  return (text) => {
    parser ??= make();
    return houseAddress(parser.parse(text));
  };
}

/** The normal form of usual texts; undefined for all others. */
function usualReader({ before, place, codes }: Front): (raw: string) => string | undefined {
  const [front, named] = [new RegExp(before, 'u'), new RegExp(place, 'u')];
  return (raw) => {
    if (raw.length > LONGEST || raw.includes('/')) return undefined;
    const parts = quick.exec(raw.replace(front, ''));
    if (parts === null) return undefined;
    const [, city = '', district = ''] = named.exec(raw) ?? [];
    const code = district === '' ? undefined : codes.get(city + district);
    const [, name = '', building = '', unit, room] = parts;
    return code && `${code}/${name}/${building}幢/${unit === undefined ? '-' : `${unit}单元`}/${room === undefined ? '-' : `${room}室`}`;
  };
}

function judge(value: string): CleanValue {
  const [code, place, building, unit, room] = value.split('/') as [string, string, string, string, string];
  if (code === '' && place === '-' && building === '-' && unit === '-' && room === '-') return found(null, { nothingParsed: true });
  return found(value, { divisionUnknown: code === '', noBuilding: building === '-', noRoom: room === '-' });
}

/** The lowest rung that the address names. */
export function addressLevel(value: string): AddressLevel {
  const [, place = '-', building = '-', unit = '-', room = '-'] = value.split('/');
  if (room !== '-') return 'room';
  if (unit !== '-') return 'unit';
  if (building !== '-') return 'building';
  return place === '-' ? 'none' : 'road';
}

/** Today's code of the district; null when it is not known. */
export function addressDivision(value: string): string | null {
  return value.slice(0, Math.max(value.indexOf('/'), 0)) || null;
}

export function addressKeys(value: string): string[] {
  const reaches = addressLevel(value) !== 'road' && addressLevel(value) !== 'none' && value.split('/')[1] !== '-';
  const scheme = addressLevel(value) === 'room' && value.split('/')[3] === '-' ? 'address?' : 'address';
  return reaches && addressDivision(value) !== null ? [`${scheme}:${value}`] : [];
}

/**
 * A house may bear two addresses, of its road and of its estate. So two are incompatible only when both name
 * another district, another room, or another building or unit of the same place.
 */
export function addressesCompatible(a: string, b: string): boolean {
  const [left, right] = [a.split('/'), b.split('/')];
  const differ = (rung: number): boolean =>
    ![left[rung], right[rung]].some((part) => part === '-' || part === '') && left[rung] !== right[rung];
  return !differ(0) && !differ(4) && !(left[1] === right[1] && (differ(2) || differ(3)));
}
