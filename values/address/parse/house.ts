/** What is known so far of the house being read. */

import type { AddressPart, Beside, Rung } from './parsed-address.ts';
import { addPart, type Reading, type Span } from './reading.ts';

export interface House {
  community: AddressPart | undefined;
  road: AddressPart | undefined;
  number: AddressPart | undefined;
  estate: AddressPart | undefined;
  building: AddressPart | undefined;
  unit: AddressPart | undefined;
  floor: AddressPart | undefined;
  room: AddressPart | undefined;
  /** The part read last; it may go on. */
  last: AddressPart | undefined;
  /** The estate is of homes: 号 behind it numbers a building. */
  isOfHomes: boolean | undefined;
}

export function emptyHouse(): House {
  return {
    community: undefined,
    road: undefined,
    number: undefined,
    estate: undefined,
    building: undefined,
    unit: undefined,
    floor: undefined,
    room: undefined,
    last: undefined,
    isOfHomes: undefined,
  };
}

type HouseRung = Exclude<Rung, 'province' | 'city' | 'district' | 'street' | 'grid'>;

/** Adds a rung where it is free; otherwise what was read stays as not understood. */
export function take(reading: Reading, house: House, part: Span & { level: HouseRung; value: string; confidence: number }): boolean {
  const { level } = part;
  if (house[level] !== undefined) return false;
  house[level] = house.last = addPart(reading, level, part);
  return true;
}

/** A part beside the ladder. */
export function setBeside(reading: Reading, house: House, part: Span & { level: Beside; confidence?: number }): void {
  if (part.end <= part.start) return;
  const { start, end, confidence = 0.8 } = part;
  house.last = addPart(reading, part.level, { start, end, value: reading.folded.slice(start, end), confidence });
}

/** Makes a part reach further. */
export function extend(reading: Reading, part: AddressPart, { end, value }: { end: number; value: string }): void {
  part.end = end;
  part.text = reading.text.slice(part.start!, end);
  part.value = value;
}

export function isLow(house: House): boolean {
  return house.building !== undefined || house.unit !== undefined || house.floor !== undefined;
}
