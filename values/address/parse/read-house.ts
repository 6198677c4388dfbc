/** What stands behind the divisions, from left to right: names, numbers, notes in brackets, telephone numbers, further addresses. */
import { ALNUM, BLANK, CLOSE, DASH, DIGIT, HASH, kindOf, MARK, OPEN, oneOf } from './characters.ts';
import { emptyHouse, extend, type House, isLow, setBeside, take } from './house.ts';
import { belowGround, startsNumber } from './numbered.ts';
import { numberEnd } from './numbers.ts';
import { readName } from './read-name.ts';
import { readNumber } from './read-number.ts';
import { addFinding, type Reading, type Span } from './reading.ts';
import * as words from './unit-words.ts';

const PHONE = /(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(?:-\d{1,6})?|400-?\d{3}-?\d{4}|\d{7,8}(?=\D*$))(?!\d)/y;
const PHONE_WORD = /(?:联系电话|联系方式|电话号码|手机号码|邮政编码|手机号|电话|手机|座机|邮编|TEL|传真)[:： .]*[\d\-— ]*/y;

/** @param isSecond whether another address begins at a place */
export function readHouse(reading: Reading, at: number, isSecond: (at: number) => boolean): House {
  const house = emptyHouse();
  const { units, end } = reading;
  let i = at;
  let isBehindMark = false;
  while (i < end) {
    const kind = kindOf(units[i]!);
    if ((kind & (BLANK | MARK | DASH)) !== 0 || units[i] === CLOSE || units[i] === HASH) {
      isBehindMark ||= (kind & DASH) === 0;
      i++;
      continue;
    }
    if (isBehindMark && isSecond(i)) {
      setBeside(reading, house, { start: i, end, level: 'second' });
      addFinding(reading, 'severalAddresses', '');
      break;
    }
    isBehindMark = false;
    i = readOne(reading, house, i);
  }
  joinSide(reading, house);
  return house;
}

const isSide = oneOf('东西南北中前后左右');

/** 大厦北803室: the side is the room's. */
function joinSide({ parts, text, units }: Reading, { room }: House): void {
  if (room === undefined || room.start === 0 || !isSide(units[room.start! - 1])) return;
  const at = parts.indexOf(room);
  const side = parts[at - 1];
  if (side === undefined || side.end !== room!.start || !/^[东西南北中前后左右]$/u.test(side.value)) return;
  if (side.level !== 'poi' && side.level !== 'unknown' && side.level !== 'note') return;
  room!.start = side.start;
  room!.text = text.slice(side.start!, room!.end!);
  room!.value = side.value + room!.value;
  parts.splice(at - 1, 1);
}

/** Reads one piece and gives where it ends, always beyond `at`. */
function readOne(reading: Reading, house: House, at: number): number {
  const { units } = reading;
  if (units[at] === OPEN) return readBrackets(reading, house, at);
  const phone = readPhone(reading, house, at);
  if (phone > at) return phone;
  if (startsNumber(reading, at) || belowGround(reading, at) > 0) {
    const end = readNumber(reading, house, at);
    if (end > at) return end;
  }
  const prefixed = readPrefixed(reading, house, at);
  if (prefixed > at) return prefixed;
  const end = readName(reading, house, at);
  return end > at ? end : at + 1;
}

const mayPrefix = oneOf('东西南北商铺店门网车地储杂柴自架阁摊');
const PREFIXED =
  /(?:([东西南北]\d{1,2}单元)|((?:商铺|店铺|门面|门市|网点|地下车[库位]|自行车[库棚]|车[库位棚]|地下室|储藏室|储物[间室]|杂物间|柴[间房]|架空层|阁楼|摊位|商|铺)\d{1,4}(?:-\d{1,4})?)(?:号|室)?(?=$|[\s,、;。()]))/uy;

/** Units and rooms whose number has a word before it: 东2单元, 商铺2. */
function readPrefixed(reading: Reading, house: House, at: number): number {
  if (!mayPrefix(reading.units[at]) || !(isLow(house) || house.number !== undefined || house.estate !== undefined)) return at;
  PREFIXED.lastIndex = at;
  const [all, unit, room] = PREFIXED.exec(reading.folded) ?? [];
  if (all === undefined || at + all.length > reading.end) return at;
  const part = unit === undefined ? ({ level: 'room', value: `${room}室` } as const) : ({ level: 'unit', value: unit } as const);
  return take(reading, house, { ...part, start: at, end: at + all.length, confidence: 0.85 }) ? at + all.length : at;
}

/** A note in brackets; a number with its word in brackets is read as if they were not there: (3幢). */
function readBrackets(reading: Reading, house: House, at: number): number {
  const { units, end, folded } = reading;
  let close = at + 1;
  for (let depth = 1; close < end; close++) {
    if (units[close] === OPEN) depth++;
    if (units[close] === CLOSE && --depth === 0) break;
  }
  if (close >= end) return at + 1;
  const to = numberEnd(units, at + 1, close);
  if (to > at + 1) {
    const { kind, length } = words.unitAt(reading, to);
    if (kind !== words.NONE && kind !== words.HAO && length > 0) return at + 1;
    if (to === close && (kindOf(units[at + 1]!) & ALNUM) !== 0 && startsWord(folded, close + 1)) return at + 1;
  }
  if (readPartInBrackets(reading, house, { start: at, end: close + 1 })) return close + 1;
  setBeside(reading, house, { start: at, end: close + 1, level: 'note' });
  if (close > at + 1) addFinding(reading, 'noteInside', reading.text.slice(at, close + 1));
  return close + 1;
}

const PART_OF_NAME =
  /^(?:[东西南北中](?:[区苑院园段])?|[A-Z]区|(?:第?[一二三四五六七八九十\d]{1,2}|[A-Z])期|[一二三四五六七八九十\d]{1,2}区)$/u;

/** 锦绣花园(东区), 金谷中路(东): the name goes on in brackets. */
function readPartInBrackets(reading: Reading, { estate, road, room, last }: House, { start, end }: Span): boolean {
  if (last === undefined || last.end !== start) return false;
  const name = reading.folded.slice(start + 1, end - 1);
  // 501室(甲)
  if (last === room && /^[A-Z甲乙丙丁戊]$/u.test(name)) {
    extend(reading, last, { end, value: `${last.value.replace(/室$/u, '')}${name}室` });
    return true;
  }
  if (last !== estate && last !== road) return false;
  if (!PART_OF_NAME.test(name)) return false;
  extend(reading, last, { end, value: last.value + name });
  return true;
}

function startsWord(folded: string, at: number): boolean {
  return '-~幢栋号组队社单弄'.includes(folded[at] ?? ' ');
}

/** Seven digits or dashes at least. */
function isLong({ units, end }: Reading, at: number): boolean {
  if (at + 7 > end) return false;
  for (let i = at; i < at + 7; i++) if ((kindOf(units[i]!) & (DIGIT | DASH)) === 0) return false;
  return true;
}

const mayPhone = oneOf('联电手邮座T传');

function readPhone(reading: Reading, house: House, at: number): number {
  const { folded, units } = reading;
  const isDigit = (kindOf(units[at]!) & DIGIT) !== 0;
  if (!isDigit && !mayPhone(units[at])) return at;
  if (isDigit && !isLong(reading, at)) return at;
  const pattern = isDigit ? PHONE : PHONE_WORD;
  pattern.lastIndex = at;
  const [phone] = pattern.exec(folded) ?? [];
  if (phone === undefined || (!isDigit && !/\d{6}/.test(phone)) || at + phone.length > reading.end) return at;
  setBeside(reading, house, { start: at, end: at + phone.length, level: 'phone' });
  addFinding(reading, 'phoneInside', '');
  return at + phone.length;
}
