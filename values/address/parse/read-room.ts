/** Rooms: with their word, with what parts a room again behind it, and those below the ground. */
import { extend, type House, isLow, take } from './house.ts';
import { type Numbered, plainOf } from './numbered.ts';
import { plainNumber } from './numbers.ts';
import type { AddressPart } from './parsed-address.ts';
import { readDashed } from './read-dashed.ts';
import { asPlot } from './read-plot.ts';
import { addFinding, isBreak, type Reading } from './reading.ts';

/** 5幢负1-3号: the room's number begins with its storey. */
export function roomBelow(reading: Reading, house: House, number: Numbered): number {
  const value = `${plainNumber(reading.folded.slice(number.start, number.digitsEnd))}室`;
  return take(reading, house, { ...number, level: 'room', value, confidence: 0.9 }) ? number.end : number.start;
}

const SHOP = /^号(?:商铺|店|门面|门市)/u;

export function asRoom(reading: Reading, house: House, number: Numbered): number {
  // 中山中路123号商铺: the plot, and what is in it.
  if (isRoadAlone(house) && SHOP.test(reading.folded.slice(number.digitsEnd, number.end)))
    return asPlot(reading, house, { ...number, end: number.digitsEnd + 1 });
  if (house.room !== undefined) {
    if (house.last !== house.room) return number.start;
    extend(reading, house.room, { end: number.end, value: `${house.room.value.slice(0, -1)},${plainOf(reading, number, '室')}` });
    addFinding(reading, 'rangeOfHouses', house.room.text);
    return number.end;
  }
  const end = readDashed(reading, house, { ...number, isSaid: true });
  return house.room === undefined ? end : splitRoomEnd(reading, house.room, end);
}

export function isRoadAlone(house: House): boolean {
  return house.road !== undefined && house.last === house.road && house.number === undefined && house.estate === undefined && !isLow(house);
}

/** 1301室-2, 501室甲: a room that was divided. */
function splitRoomEnd(reading: Reading, room: AddressPart, at: number): number {
  const [more] =
    /^(?:-\d{1,6}|之[\d一二三四五六七八九十]{1,2}|[附副]\d{1,2}号?|[A-Z甲乙丙丁戊])(?![\dA-Z])/u.exec(reading.folded.slice(at, at + 8)) ??
    [];
  if (more === undefined || !isBreak(reading, at + more.length)) return at;
  extend(reading, room, { end: at + more.length, value: `${room.value.slice(0, -1)}${plainNumber(more).replace('号', '')}室` });
  return at + more.length;
}
