import { CARDS, cardsBook } from '../people.ts';

/** A look-up formula that found no number. */
export async function make(): Promise<Record<string, Buffer>> {
  const row = '<row r="5"><c r="A5" t="e"><f>VLOOKUP(B5,Z:Z,1,0)</f><v>#N/A</v></c><c r="B5" t="str"><v>刘洋</v></c></row>';
  return { 'cards.2026-11-01.xlsx': await cardsBook(CARDS + row) };
}
