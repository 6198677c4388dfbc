import { found, NOTHING } from '../findings.ts';
import { foldCode, isPlaceholder } from '../fold.ts';
import { rewriter, whole } from '../rewrite.ts';
import type { CleanValue, ValueContext } from '../value-type.ts';
import {
  DASHES,
  ENDS,
  frontOf,
  HEAD,
  LONGEST,
  NORMAL,
  NUMERALS,
  ROAD_BEFORE_ESTATE,
  ROAD_LIKE,
  TAIL,
  TENS,
  TIDY,
} from './address-grammar.ts';

export type AddressLevel = 'room' | 'unit' | 'building' | 'road' | 'none';

const normal = whole(NORMAL);
const tidy = rewriter([...TIDY, ...DASHES, ...ENDS]);
const tens = rewriter(TENS);
const tail = new RegExp(TAIL, 'u');
const head = new RegExp(HEAD, 'u');
const roadLike = new RegExp(ROAD_LIKE, 'u');
const roadBeforeEstate = new RegExp(ROAD_BEFORE_ESTATE, 'u');
const numerals = new Map([...NUMERALS.from].map((numeral, i) => [numeral, NUMERALS.to[i]!]));

export function addressCleaner(context: ValueContext): (raw: string) => CleanValue {
  const front = frontOf(context);
  const pattern = new RegExp(front.pattern, 'u');
  return (raw) => {
    const folded = foldCode(raw);
    if (folded === '') return NOTHING;
    if (isPlaceholder(folded)) return found(null, { placeholder: true });
    if ([...folded].length > LONGEST) return found(null, { tooLong: true });
    if (normal.test(folded)) return judge(folded);
    const tidied = tidy(folded);
    const [, city = '', district = '', rest = ''] = pattern.exec(tidied) ?? [];
    const code = (district === '' ? undefined : front.codes.get(city + district)) ?? '';
    return judge(`${code}/${ladder(code === '' ? tidied : rest)}`);
  };
}

/** `place/building/unit/room` of an address without its front. */
function ladder(text: string): string {
  const [, before = '', building = '', unit = '', room = ''] = tail.exec(text) ?? [];
  const { place, plot } = placeOf(before, building !== '');
  const parts = [place, plain(building || plot, '幢'), plain(unit, '单元'), plain(room, '室')];
  return parts.map((part) => part || '-').join('/');
}

/** The road with its number, or the estate; and the building where an estate's or a lane's 号 names it. */
function placeOf(before: string, hasBuilding: boolean): { place: string; plot: string } {
  const parts = head.exec(before);
  if (parts === null) return { place: roadBeforeEstate.exec(before)?.[1] ?? before, plot: '' };
  const [, name = '', number = '', kind = '', sub = '', inner = ''] = parts;
  const isRoad = roadLike.test(name) || kind === '弄';
  if (!isRoad && !hasBuilding) return { place: name, plot: number };
  const place = `${name}${plain(number, '')}${sub === '' ? '' : `-${plain(sub, '')}`}${kind}`;
  return hasBuilding && inner !== '' ? { place: `${place}${plain(inner, '号')}`, plot: '' } : { place, plot: inner };
}

/** A number in ASCII digits without leading zeros, with its suffix; '' stays ''. */
function plain(number: string, suffix: string): string {
  if (number === '') return '';
  const digits = tens(number).replace(/[〇零一二两三四五六七八九]/g, (numeral) => numerals.get(numeral)!);
  return digits.replace(/^0+(.)/, '$1') + suffix;
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
