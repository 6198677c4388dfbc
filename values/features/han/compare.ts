/** How Chinese texts differ, character by character. DuckDB's own distances count bytes. */
import { DEGRADED } from '../../fold.ts';
import { macro, text } from '../../macro-text.ts';

const LONGEST = 8;
const places = Array.from({ length: LONGEST }, (_, i) => i + 1);
const count = (condition: (place: number) => string): string =>
  places.map((place) => `CASE WHEN ${condition(place)} THEN 1 ELSE 0 END`).join(' + ');
const isLost = (side: string, place: number): string => `regexp_matches(${side}[${place}], ${text(`[${DEGRADED}]`)})`;

export const hanLevelMacros: readonly string[] = [
  // Of two texts with as many characters, eight at most: how many of them differ.
  macro(
    'characters_off(a, b)',
    `CASE WHEN length(a) = length(b) AND length(a) <= ${LONGEST} THEN ${count((place) => `a[${place}] <> b[${place}]`)} END`,
  ),
  // The same, lost characters being like any other.
  macro(
    'characters_off_but_lost(a, b)',
    `CASE WHEN length(a) = length(b) AND length(a) <= ${LONGEST} THEN ${count((place) => `a[${place}] <> b[${place}] AND NOT ${isLost('a', place)} AND NOT ${isLost('b', place)}`)} END`,
  ),
  // The longer, without one of its characters, is the shorter.
  macro(
    'one_character_more(longer, shorter)',
    `length(longer) = length(shorter) + 1 AND length(longer) <= ${LONGEST} AND (${places.map((place) => `left(longer, ${place - 1}) || substr(longer, ${place + 1}) = shorter`).join(' OR ')})`,
  ),
];
