import { districtOf } from './houses.ts';
import { areaOf } from './persons.ts';
import { STREETS } from './places.ts';
import type { World } from './world.ts';

/**
 * The real-estate unit code of a room (GB/T 37346): county, zone, sub-zone, GB (state-owned surface land), parcel, F, building, unit. 28 characters.
 * `day`: the county's code is that of the day, so deeds from before the renaming hold another one than today's.
 */
export function unitCodeOf({ houses }: World, room: number, day: number): string {
  const building = houses.roomBuilding[room]!;
  const { compound, number, firstRoom } = houses.buildings[building]!;
  const { street } = houses.compounds[compound]!;
  const zone = String((street % 4) + 1).padStart(3, '0');
  const parcel = String(compound + 1).padStart(5, '0');
  const unit = String(room - firstRoom + 1).padStart(4, '0');
  return `${areaOf(districtOf(houses, room), day)}${zone}001GB${parcel}F${String(number).padStart(4, '0')}${unit}`;
}

/** Compounds in the order of their parcels' codes, which is that of the streets. */
export function compoundsByStreet({ houses }: World): number[][] {
  const byStreet: number[][] = STREETS.map(() => []);
  houses.compounds.forEach(({ street }, compound) => {
    byStreet[street]!.push(compound);
  });
  return byStreet;
}
