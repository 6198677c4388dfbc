/** Where buildings stand. The city lies on the open sea, so no point of it is anybody's house. */
import * as library from 'gcoord';
import { mix } from '../random.ts';
import type { World } from './world.ts';

/** Its types speak of another kind of module than it is. */
const gcoord = (library as unknown as { default: Gcoord }).default;

interface Gcoord {
  WGS84: string;
  GCJ02: string;
  BD09: string;
  transform(point: [number, number], from: string, to: string): [number, number];
}

/** Of the first street, in degrees of CGCS2000 (which is WGS 84 to the centimetre). */
const ORIGIN = { longitude: 123.3, latitude: 30.6 };
const STREET_SIZE = 0.03;

/** What a department's map is drawn in; its files do not say so. */
export type Datum = 'CGCS2000' | 'GCJ02' | 'BD09';

/** Longitude and latitude of buildings, each worked out once. */
export function pointsIn(world: World, datum: Datum): (building: number) => [string, string] {
  const known = new Map<number, [string, string]>();
  return (building) => {
    let point = known.get(building);
    if (!point) {
      point = pointOf(world, building, datum);
      known.set(building, point);
    }
    return point;
  };
}

/** Longitude and latitude with six decimals. */
function pointOf({ houses, seed }: World, building: number, datum: Datum): [string, string] {
  const { compound } = houses.buildings[building]!;
  const { street } = houses.compounds[compound]!;
  const at = mix(seed ^ 0x77, compound);
  const here: [number, number] = [
    ORIGIN.longitude + (street % 4) * STREET_SIZE + ((at & 0xfff) / 0xfff) * STREET_SIZE * 0.9 + (building % 8) * 0.0003,
    ORIGIN.latitude + Math.floor(street / 4) * STREET_SIZE + (((at >>> 12) & 0xfff) / 0xfff) * STREET_SIZE * 0.9,
  ];
  const [longitude, latitude] = datum === 'CGCS2000' ? here : gcoord.transform(here, gcoord.WGS84, gcoord[datum]);
  return [longitude.toFixed(6), latitude.toFixed(6)];
}
