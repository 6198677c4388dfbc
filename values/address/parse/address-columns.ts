/** A parsed address as columns of a table. */
import type { ParsedAddress } from './parsed-address.ts';

export const ADDRESS_COLUMNS = [
  'province',
  'city',
  'district',
  'street',
  'community',
  'road',
  'number',
  'estate',
  'building',
  'unit',
  'floor',
  'room',
  'rest',
  'division_code',
  'confidence',
] as const;

const PLACES = new Map<string, number>(ADDRESS_COLUMNS.slice(0, 12).map((column, i) => [column, i]));
const REST = 12;

/** Values in the order of `ADDRESS_COLUMNS`, empty where there is none. `rest` is everything beside the ladder but marks, parted by blanks. */
export function addressColumns(parsed: ParsedAddress): string[] {
  const values = ADDRESS_COLUMNS.map(() => '');
  for (const { level, value } of parsed.parts) {
    const place = PLACES.get(level);
    if (place !== undefined) values[place] ||= value;
    else if (level !== 'mark') values[REST] += values[REST] === '' ? value.trim() : ` ${value.trim()}`;
  }
  values[REST + 1] = parsed.divisionCode ?? '';
  values[REST + 2] = parsed.confidence.toFixed(2);
  return values;
}
