/** A name as far as it reaches: up to the next number that counts something. */
import { ALNUM, DIGIT, HAN, kindOf, LETTER, NUMERAL, oneOf, unitOf } from './characters.ts';
import { belowGround, isPlausible, startsNumber } from './numbered.ts';
import { numberEnd } from './numbers.ts';
import { type Chunk, isBreak, type Reading } from './reading.ts';
import { roadSuffix } from './road-ahead.ts';
import * as words from './unit-words.ts';

/** The characters up to the next number that counts something, the next mark or the end. */
export function chunkAt(reading: Reading, at: number): Chunk {
  const { units, end } = reading;
  let i = at;
  while (i < end && !isBreak(reading, i)) {
    if (i > at && isShopNumber(reading, i)) return { start: at, end: i, next: words.ROOM };
    const below = i > at ? belowGround(reading, i) : 0;
    if (!startsNumber(reading, i) && below === 0) {
      i++;
      continue;
    }
    // SOHO18号楼: the name's letters, then the number.
    if (i > at && below === 0 && (kindOf(units[i]!) & LETTER) !== 0) {
      const letters = lettersEnd(units, i, end);
      if (letters - i > 2 && letters < end && (kindOf(units[letters]!) & ALNUM) !== 0) {
        i = letters;
        continue;
      }
    }
    const to = numberEnd(units, i + below, end);
    if (to === i + below) {
      i++;
      continue;
    }
    const { kind, length } = words.unitAt(reading, to);
    if (kind !== words.NONE && i > at && isPlausible(reading, kind, { start: i, end: to + length, digitsEnd: to }))
      return { start: at, end: i, next: kind };
    if (kind === words.NONE && i > at && isBareNumber(reading, i, to)) return { start: at, end: i, next: words.BARE };
    i = to;
  }
  return { start: at, end: i, next: words.AT_BREAK };
}

const mayShop = oneOf('商店门网车地储杂柴自摊');
const SHOP =
  /(?:商铺|店铺|门面|门市|网点|地下车[库位]|自行车[库棚]|车[库位棚]|地下室|储藏室|储物[间室]|杂物间|柴[间房]|摊位)\d{1,4}(?!\d|号楼|幢|栋)/uy;

/** 商铺103: the word belongs to the room. */
function isShopNumber({ units, folded }: Reading, at: number): boolean {
  if (!mayShop(units[at])) return false;
  SHOP.lastIndex = at;
  return SHOP.test(folded);
}

const [S, O] = [unitOf('S'), unitOf('O')];

function lettersEnd(units: Uint16Array, at: number, end: number): number {
  let i = at;
  while (i < end && (kindOf(units[i]!) & LETTER) !== 0) i++;
  // 望京SOHOT3座
  return i === at + 5 && units[at] === S && units[i - 2] === O ? i - 1 : i;
}

/** 大厦1503, 路3678新金融大厦; but not 21世纪大厦, SOHO, 星六. */
function isBareNumber({ units, folded, end }: Reading, from: number, to: number): boolean {
  const first = kindOf(units[from]!);
  if ((first & NUMERAL) !== 0 || (first & ALNUM) === 0) return false;
  const hasDigit = /\d/.test(folded.slice(from, to));
  const isAtEnd = to >= end || (kindOf(units[to]!) & (HAN | ALNUM)) === 0;
  if (isAtEnd) return hasDigit;
  if ((first & DIGIT) === 0) return (first & LETTER) !== 0 && /^[A-Z]\d{3,4}$/.test(folded.slice(from, to));
  const before = folded[from - 1]!;
  const next = folded[to]!;
  if ('路街道巷弄期区年届厂医中所号大小代世'.includes(next)) return false;
  return roadSuffix(units, from - 1, end) > 0 || ('厦楼场心座'.includes(before) && to - from >= 3);
}
