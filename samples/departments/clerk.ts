/**
 * How a department writes things down: with its own slips. Each slip is drawn from the seed, the feed and what it is
 * about, never from a running stream: a department's mistake stays in its file until somebody corrects it.
 */
import { chanceOf, keyOf, mix } from '../random.ts';
import type { Firm } from '../world/firms.ts';
import { buildingId, buildingText, divisionText, type Houses, placeOf, roomId } from '../world/houses.ts';
import { mishear, SEPARATOR } from '../world/names.ts';
import { CITY_NAME } from '../world/places.ts';

/** Shares of rows, by slip. Only those born before 2000 ever had 15 digits: of them a quarter more, so that all rows have 1 %. */
export const NUMBER_SLIPS = { missing: 0.03, digit: 0.01, swapped: 0.003, fifteen: 0.0125, style: 0.01 };
export const NAME_SLIPS = { alike: 0.015, style: 0.01 };
export const CODE_SLIPS = { missing: 0.03, digit: 0.003, style: 0.01 };
export const COMPANY_NAME_SLIPS = { short: 0.025, shortWithForm: 0.025, brackets: 0.01 };
export const ADDRESS_SLIPS = { estate: 0.3, unitMissing: 0.08, roomMissing: 0.01, oldDistrict: 0.12 };
export const ADDRESS_STYLES = { otherBuildingWord: 0.02, cityMissing: 0.01, fullWidth: 0.01 };

const STYLES = ['．', '・', '•', ' ', ''];

export interface Written {
  text: string;
  /** Truth: the house that the text names. */
  house: string;
}

export class Clerk {
  private readonly keys = new Map<string, number>();
  private readonly seed: number;
  private readonly feed: string;

  constructor(seed: number, feed: string) {
    this.seed = seed;
    this.feed = feed;
  }

  /** 0..1, fixed for this feed, matter and subject. */
  share(matter: string, subject: number): number {
    return chanceOf(this.key(matter), subject);
  }

  private key(matter: string): number {
    let key = this.keys.get(matter);
    if (key === undefined) {
      key = keyOf(this.seed, `${this.feed}:${matter}`);
      this.keys.set(matter, key);
    }
    return key;
  }

  /** Which of these slips was made here; undefined: none. */
  private slip<Slip extends string>(slips: Record<Slip, number>, matter: string, subject: number): Slip | undefined {
    let left = this.share(matter, subject);
    for (const slip in slips) {
      left -= slips[slip];
      if (left < 0) return slip;
    }
    return undefined;
  }

  private choice(matter: string, subject: number): number {
    return mix(this.key(`${matter}-choice`), subject);
  }

  /** An ID number as it stands in the file; '' when it is missing. */
  idNumber(number: string, subject: number): string {
    const choice = this.choice('id', subject);
    switch (this.slip(NUMBER_SLIPS, 'id', subject)) {
      case 'missing':
        return '';
      case 'digit':
        return wrongDigit(number, choice);
      case 'swapped':
        return swapDigits(number, choice);
      case 'fifteen':
        return hadFifteen(number) ? number.slice(0, 6) + number.slice(8, 17) : number;
      case 'style':
        return styleNumber(number, choice);
      default:
        return number;
    }
  }

  /** Whether `idNumber` of the same subject has all its 18 characters right, in whatever style. */
  idNumberRight(number: string, subject: number): boolean {
    const slip = this.slip(NUMBER_SLIPS, 'id', subject);
    return slip === undefined || slip === 'style' || (slip === 'fifteen' && !hadFifteen(number));
  }

  personName(name: string, subject: number): string {
    const choice = this.choice('name', subject);
    const slip = this.slip(NAME_SLIPS, 'name', subject);
    if (slip === 'alike') return mishear(name, choice);
    // How the separator is typed is a habit of the moment.
    if (name.includes(SEPARATOR)) return choice % 2 ? name : name.replace(SEPARATOR, STYLES[(choice >>> 1) % STYLES.length]!);
    if (slip !== 'style') return name;
    return name.length === 2 ? `${name[0]}　${name[1]}` : `${name} `;
  }

  /** Where a room is, as written for this subject. */
  address(houses: Houses, room: number, subject: number): Written {
    // The same subject after a move is a new entry, with slips of its own.
    const entry = mix(subject, room);
    const place = placeOf(houses, room);
    const old = this.share('old-district', entry) < ADDRESS_SLIPS.oldDistrict && houses.buildings[place.building]!.built < 2016;
    const estate = this.share('estate', entry) < ADDRESS_SLIPS.estate;
    const front = divisionText(houses, place.building, old) + buildingText(houses, place.building, estate);
    const noRoom = this.share('room', entry) < ADDRESS_SLIPS.roomMissing;
    const noUnit = place.unit === 0 || this.share('unit', entry) < ADDRESS_SLIPS.unitMissing;
    const unit = noUnit ? '' : `${place.unit}单元`;
    const text = noRoom ? front : `${front}${unit}${place.room}室`;
    const house = noRoom ? buildingId(place.building) : roomId(place);
    return { text: this.addressStyle(text, entry), house };
  }

  private addressStyle(text: string, entry: number): string {
    switch (this.slip(ADDRESS_STYLES, 'address-style', entry)) {
      case 'otherBuildingWord':
        return text.replace('幢', '栋');
      case 'cityMissing':
        return text.replace(CITY_NAME, '');
      case 'fullWidth':
        return text.replace(/\d/g, wide);
      default:
        return text;
    }
  }

  /** A credit code as it stands in the file; '' when it is missing. */
  creditCode(code: string, subject: number): string {
    const choice = this.choice('code', subject);
    switch (this.slip(CODE_SLIPS, 'code', subject)) {
      case 'missing':
        return '';
      case 'digit':
        return wrongDigit(code, choice, 8);
      case 'style':
        return choice % 2 ? code.toLowerCase() : `${code.slice(0, 8)} ${code.slice(8)}`;
      default:
        return code;
    }
  }

  creditCodeRight(subject: number): boolean {
    const slip = this.slip(CODE_SLIPS, 'code', subject);
    return slip === undefined || slip === 'style';
  }

  companyName({ name, shortName }: Firm, subject: number): string {
    switch (this.slip(COMPANY_NAME_SLIPS, 'company-name', subject)) {
      case 'short':
        return shortName;
      case 'shortWithForm':
        return shortName.endsWith('公司') ? shortName : `${shortName}公司`;
      case 'brackets':
        return name.replace('（', '(').replace('）', ')');
      default:
        return name;
    }
  }
}

/** Nobody's telephone: numbers that begin with 142 are not given to subscribers. About 1 % change a month. */
export function phoneOf(key: number, subject: number, month: number): string {
  let changes = 0;
  for (let m = 2; m <= month; m++) if (chanceOf(key ^ m, subject) < 0.01) changes++;
  return `142${String(mix(key + changes, subject) % 100_000_000).padStart(8, '0')}`;
}

/** Digits from the seventh on: the area of a slip stays the invented one. */
export function wrongDigit(number: string, choice: number, from = 6): string {
  for (let i = 0; i < 17 - from; i++) {
    const at = from + ((choice + i) % (17 - from));
    const digit = number.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) continue;
    return number.slice(0, at) + ((digit + 1 + ((choice >>> 8) % 9)) % 10) + number.slice(at + 1);
  }
  return number;
}

function swapDigits(number: string, choice: number): string {
  for (let i = 0; i < 11; i++) {
    const at = 6 + ((choice + i) % 11);
    if (number[at] !== number[at + 1]) return number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2);
  }
  return number;
}

function hadFifteen(number: string): boolean {
  return number.startsWith('19', 6);
}

function styleNumber(number: string, choice: number): string {
  switch (choice % 4) {
    case 0:
      return `${number.slice(0, 6)} ${number.slice(6, 14)} ${number.slice(14)}`;
    case 1:
      return number.replace(/[\dX]/g, wide);
    case 2:
      return ` ${number.toLowerCase()}`;
    default:
      return `${number.slice(0, 6)}-${number.slice(6, 14)}-${number.slice(14)}`;
  }
}

/** The full-width form of an ASCII character. */
function wide(character: string): string {
  return String.fromCharCode(character.charCodeAt(0) + 0xfee0);
}
