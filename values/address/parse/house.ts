/** What is known so far of the house being read. */

import type { AddressPart, Beside, Rung } from './parsed-address.ts';
import { addPart, type Reading, type Span } from './reading.ts';

export interface House {
  community?: AddressPart;
  road?: AddressPart;
  number?: AddressPart;
  estate?: AddressPart;
  building?: AddressPart;
  unit?: AddressPart;
  floor?: AddressPart;
  room?: AddressPart;
  /** The part read last; it may go on. */
  last?: AddressPart;
  /** The estate is of homes: 号 behind it numbers a building. */
  isOfHomes?: boolean;
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
  house.last = addPart(reading, part.level, {
    ...part,
    value: reading.folded.slice(part.start, part.end),
    confidence: part.confidence ?? 0.8,
  });
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
