/** A parsed address as columns of a table. */
import { LADDER, type ParsedAddress } from './parsed-address.ts';

/** A grid is not named in addresses of the kind that tables hold. */
const RUNGS = LADDER.filter((rung) => rung !== 'grid');
/** The ladder from the top down, what is beside it, the code of the lowest division and how sure the whole is. */
export const ADDRESS_COLUMNS = [...RUNGS, 'rest', 'division_code', 'confidence'] as const;

const PLACES = new Map<string, number>(RUNGS.map((rung, place) => [rung, place]));
const REST = RUNGS.length;

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
