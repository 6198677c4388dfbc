/** Where buildings stand. The city lies on the open sea, so no point of it is anybody's house. */
import { type Crs, fromCgcs2000 } from '../../values/index.ts';
import { mix } from '../random.ts';
import type { World } from './world.ts';

/** Of the first street, in degrees of CGCS2000 (which is WGS 84 to the centimetre). */
const ORIGIN = { longitude: 123.3, latitude: 30.6 };
const STREET_SIZE = 0.03;

/**
 * Longitude and latitude of buildings, each worked out once.
 *
 * @param crs what a department's map is drawn in; its files do not say so
 */
export function pointsIn(world: World, crs: Crs): (building: number) => [string, string] {
  const known = new Map<number, [string, string]>();
  return (building) => {
    let point = known.get(building);
    if (!point) {
      point = pointOf(world, building, crs);
      known.set(building, point);
    }
    return point;
  };
}

/** Longitude and latitude with six decimals. */
function pointOf({ houses, seed }: World, building: number, crs: Crs): [string, string] {
  const { compound } = houses.buildings[building]!;
  const { street } = houses.compounds[compound]!;
  const at = mix(seed ^ 0x77, compound);
  const here: [number, number] = [
    ORIGIN.longitude + (street % 4) * STREET_SIZE + ((at & 0xfff) / 0xfff) * STREET_SIZE * 0.9 + (building % 8) * 0.0003,
    ORIGIN.latitude + Math.floor(street / 4) * STREET_SIZE + (((at >>> 12) & 0xfff) / 0xfff) * STREET_SIZE * 0.9,
  ];
  const [longitude, latitude] = fromCgcs2000(here, crs);
  return [longitude.toFixed(6), latitude.toFixed(6)];
}
