/**
 * How a department writes things down: with its own slips. Each slip is drawn from the seed, the feed and what it is
 * about, never from a running stream: a department's mistake stays in its file until somebody corrects it.
 */
import { chanceOf, keyOf, mix } from '../random.ts';
import type { Firm } from '../world/firms.ts';
import { buildingId, buildingText, divisionText, type Houses, placeOf, roomId } from '../world/houses.ts';
import { mishear, SEPARATOR } from '../world/names.ts';

/** Shares of rows. */
export const SLIPS = {
  numberMissing: 0.03,
  digitWrong: 0.01,
  digitsSwapped: 0.003,
  fifteenDigits: 0.01,
  numberStyle: 0.01,
  nameAlike: 0.015,
  nameStyle: 0.01,
  estateForm: 0.3,
  unitMissing: 0.08,
  roomMissing: 0.01,
  oldDistrict: 0.12,
  addressStyle: 0.04,
  companyNumberMissing: 0.03,
  companyNumberStyle: 0.01,
  companyDigitWrong: 0.003,
  companyNameShort: 0.05,
} as const;

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
    if (key === undefined) this.keys.set(matter, (key = keyOf(this.seed, `${this.feed}:${matter}`)));
    return key;
  }

  /** An ID number as it stands in the file; '' when it is missing. */
  idNumber(number: string, subject: number): string {
    const choice = mix(this.key('id-choice'), subject);
    let at = this.share('id', subject);
    if ((at -= SLIPS.numberMissing) < 0) return '';
    if ((at -= SLIPS.digitWrong) < 0) return wrongDigit(number, choice);
    if ((at -= SLIPS.digitsSwapped) < 0) return swapDigits(number, choice);
    // Only those born before 2000 ever had 15 digits: of them a few more, so that the share of all rows is right.
    if ((at -= SLIPS.fifteenDigits * 1.25) < 0) return number.startsWith('19', 6) ? number.slice(0, 6) + number.slice(8, 17) : number;
    if ((at -= SLIPS.numberStyle) < 0) return styleNumber(number, choice);
    return number;
  }

  /** Whether `idNumber` of the same subject has all its 18 characters right. */
  idNumberRight(number: string, subject: number): boolean {
    const at = this.share('id', subject) - SLIPS.numberMissing - SLIPS.digitWrong - SLIPS.digitsSwapped;
    return at >= 0 && (at >= SLIPS.fifteenDigits * 1.25 || !number.startsWith('19', 6));
  }

  personName(name: string, subject: number): string {
    let at = this.share('name', subject);
    if ((at -= SLIPS.nameAlike) < 0) return mishear(name, mix(this.key('name-choice'), subject));
    if (name.includes(SEPARATOR))
      return at < 0.5 ? name : name.replace(SEPARATOR, STYLES[mix(this.key('name-choice'), subject) % STYLES.length]!);
    if ((at -= SLIPS.nameStyle) < 0) return name.length === 2 ? `${name[0]}　${name[1]}` : `${name} `;
    return name;
  }

  /** Where a room is, as written for this subject. */
  address(houses: Houses, room: number, subject: number): Written {
    // The same subject after a move is a new entry, with slips of its own.
    const entry = mix(subject, room);
    const place = placeOf(houses, room);
    const old = this.share('old-district', entry) < SLIPS.oldDistrict && houses.buildings[place.building]!.built < 2016;
    const estate = this.share('estate', entry) < SLIPS.estateForm;
    const front = divisionText(houses, place.building, old) + buildingText(houses, place.building, estate);
    const noRoom = this.share('room', entry) < SLIPS.roomMissing;
    const noUnit = place.unit === 0 || this.share('unit', entry) < SLIPS.unitMissing;
    const unit = noUnit ? '' : `${place.unit}单元`;
    const text = noRoom ? front : `${front}${unit}${place.room}室`;
    const house = noRoom ? buildingId(place.building) : roomId(place);
    return { text: this.addressStyle(text, entry), house };
  }

  private addressStyle(text: string, entry: number): string {
    const at = this.share('address-style', entry) / SLIPS.addressStyle;
    if (at >= 1) return text;
    if (at < 0.5) return text.replace('幢', '栋');
    if (at < 0.75) return text.replace('示范市', '');
    return text.replace(/\d/g, wide);
  }

  /** A credit code as it stands in the file; '' when it is missing. */
  creditCode(code: string, subject: number): string {
    const choice = mix(this.key('code-choice'), subject);
    let at = this.share('code', subject);
    if ((at -= SLIPS.companyNumberMissing) < 0) return '';
    if ((at -= SLIPS.companyDigitWrong) < 0) return wrongDigit(code, choice, 8);
    if ((at -= SLIPS.companyNumberStyle) < 0) return choice % 2 ? code.toLowerCase() : `${code.slice(0, 8)} ${code.slice(8)}`;
    return code;
  }

  creditCodeRight(subject: number): boolean {
    return this.share('code', subject) >= SLIPS.companyNumberMissing + SLIPS.companyDigitWrong;
  }

  companyName({ name, shortName }: Firm, subject: number): string {
    const at = this.share('company-name', subject) / SLIPS.companyNameShort;
    if (at < 0.5) return shortName;
    if (at < 1) return shortName.endsWith('公司') ? shortName : `${shortName}公司`;
    return at < 1.2 ? name.replace('（', '(').replace('）', ')') : name;
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
