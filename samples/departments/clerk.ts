/**
 * How a department writes things down: with its own slips. Each slip is drawn from the seed, the feed and what it is
 * about, never from a running stream: a department's mistake stays in its file until somebody corrects it.
 */
import { chanceOf, keyOf, mix } from '../random.ts';
import type { Firm } from '../world/firms.ts';
import { buildingId, buildingText, divisionText, type Houses, placeOf, roomId } from '../world/houses.ts';
import { mishear, SEPARATOR } from '../world/names.ts';
import { CITY_NAME } from '../world/places.ts';
import { degrade, inTraditional } from '../world/spelling.ts';
import {
  ADDRESS_SLIPS,
  ADDRESS_STYLES,
  CODE_SLIPS,
  COMPANY_NAME_SLIPS,
  hadFifteen,
  LOST_RARE,
  NAME_SLIPS,
  NUMBER_SLIPS,
  SEPARATORS,
  styleNumber,
  swapDigits,
  UNIT_CODE_MISSING,
  wide,
  wrongDigit,
  zeroedDigits,
} from './slips.ts';

/** Characters outside GBK: extension A and everything beyond the first plane. */
const BEYOND_GBK = /[\u3400-\u4dbf\ud800-\udbff]/;

/** Habits of one feed that differ from the others'. */
export interface Habits {
  /** Share of people without their number. */
  numberMissing?: number;
  /** Share of numbers that Excel took for numbers. */
  zeroed?: number;
}

export interface Written {
  text: string;
  /** Truth: the house that the text names. */
  house: string;
}

export class Clerk {
  private readonly keys = new Map<string, number>();
  private readonly seed: number;
  private readonly feed: string;
  private readonly numberSlips: typeof NUMBER_SLIPS;

  constructor(seed: number, feed: string, { numberMissing = NUMBER_SLIPS.missing, zeroed = 0 }: Habits = {}) {
    this.seed = seed;
    this.feed = feed;
    this.numberSlips = { ...NUMBER_SLIPS, missing: numberMissing, zeroed };
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
    switch (this.slip(this.numberSlips, 'id', subject)) {
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
      case 'zeroed':
        return zeroedDigits(number);
      default:
        return number;
    }
  }

  /** Whether `idNumber` of the same subject has all its 18 characters right, in whatever style, and was given to somebody. */
  idNumberRight(number: string, subject: number): boolean {
    if (number.startsWith('000', 14)) return false;
    const slip = this.slip(this.numberSlips, 'id', subject);
    if (slip === 'fifteen') return !hadFifteen(number);
    return slip === undefined || slip === 'style' || (slip === 'zeroed' && number.endsWith('X'));
  }

  personName(name: string, subject: number): string {
    const choice = this.choice('name', subject);
    const slip = this.slip(NAME_SLIPS, 'name', subject);
    if (slip === 'alike') return mishear(name, choice);
    if (slip === 'degraded' || (BEYOND_GBK.test(name) && this.share('rare', subject) < LOST_RARE)) return degrade(name, choice);
    if (slip === 'traditional') return inTraditional(name);
    // How the separator is typed is a habit of the moment.
    if (name.includes(SEPARATOR)) return choice % 2 ? name : name.replace(SEPARATOR, SEPARATORS[(choice >>> 1) % SEPARATORS.length]!);
    if (slip !== 'style') return name;
    return name.length === 2 ? `${name[0]}　${name[1]}` : `${name} `;
  }

  /** Where a room is, as deeds and the police's own list write it: with unit and room, whatever its form. */
  carefulAddress(houses: Houses, room: number, subject: number): Written {
    const entry = mix(subject, room);
    const place = placeOf(houses, room);
    const tail = `${place.unit === 0 ? '' : `${place.unit}单元`}${place.room}室`;
    return { text: this.addressStyle(this.front(houses, place.building, entry) + tail, entry), house: roomId(place) };
  }

  /** City, district, street and building. */
  private front(houses: Houses, building: number, entry: number): string {
    const old = this.share('old-district', entry) < ADDRESS_SLIPS.oldDistrict && houses.buildings[building]!.built < 2016;
    const estate = this.share('estate', entry) < ADDRESS_SLIPS.estate;
    return divisionText(houses, building, old) + buildingText(houses, building, estate);
  }

  /** Where a room is, as written for this subject. */
  address(houses: Houses, room: number, subject: number): Written {
    // The same subject after a move is a new entry, with slips of its own.
    const entry = mix(subject, room);
    const place = placeOf(houses, room);
    const front = this.front(houses, place.building, entry);
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
    if (code === '') return '';
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

  /** A real-estate unit code as it stands in the file; '' when it is missing. */
  unitCode(code: string, subject: number): string {
    return this.share('unit-code', subject) < UNIT_CODE_MISSING ? '' : code;
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
