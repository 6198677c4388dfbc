/** Every wrong that is true in the city, by the name of the comparison that looks for it. samples/README.md says what each means. */
import type { View } from '../departments/department.ts';
import {
  contributionsOverdueWrongs,
  deadRepresentativeWrongs,
  firmNotInTaxRollWrongs,
  manyFirmsOnePersonWrongs,
  taxpayerNotInCommerceWrongs,
  threeAddressesWrongs,
} from './firms.ts';
import { crowdedRoomWrongs, flatMortgagedTwiceWrongs, flatSoldTwiceWrongs, soldWhileMortgagedWrongs } from './houses.ts';
import { sharedNumbers, sharedNumberWrongs, twoNumbersWrongs } from './numbers.ts';
import { pensionAfterDeathWrongs, pensionWhileInsuredWrongs, twoPensionsWrongs } from './pensions.ts';
import { assistanceBesideWealthWrongs, benefitBesideWagesWrongs, marriedTwiceWrongs, registeredElsewhereWrongs } from './people.ts';
import { rowOf, type Wrong } from './wrong.ts';

/** In the order of their names. */
const FINDERS: [string, (view: View, shared: ReadonlySet<number>) => Iterable<Wrong>][] = [
  ['assistance-beside-wealth', assistanceBesideWealthWrongs],
  ['benefit-beside-wages', benefitBesideWagesWrongs],
  ['contributions-overdue', contributionsOverdueWrongs],
  ['crowded-room', crowdedRoomWrongs],
  ['dead-representative', deadRepresentativeWrongs],
  ['firm-not-in-tax-roll', firmNotInTaxRollWrongs],
  ['flat-mortgaged-twice', flatMortgagedTwiceWrongs],
  ['flat-sold-twice', flatSoldTwiceWrongs],
  ['many-firms-one-person', manyFirmsOnePersonWrongs],
  ['married-twice', marriedTwiceWrongs],
  ['pension-after-death', pensionAfterDeathWrongs],
  ['pension-while-insured', pensionWhileInsuredWrongs],
  ['registered-elsewhere', registeredElsewhereWrongs],
  ['shared-number', sharedNumberWrongs],
  ['sold-while-mortgaged', soldWhileMortgagedWrongs],
  ['taxpayer-not-in-commerce', taxpayerNotInCommerceWrongs],
  ['three-addresses', threeAddressesWrongs],
  ['two-numbers', twoNumbersWrongs],
  ['two-pensions', twoPensionsWrongs],
];

export const WRONGS: readonly string[] = FINDERS.map(([name]) => name);

/** Rows of wrongs.csv, sorted by their columns. */
export function* findWrongs(view: View): Generator<string[]> {
  const shared = new Set(sharedNumbers(view).flat());
  for (const [, find] of FINDERS) for (const wrong of find(view, shared)) yield rowOf(wrong);
}
