/** From one coordinate system into another. */
import * as library from 'gcoord';

/** Its types speak of another kind of module than it is. */
const gcoord = (library as unknown as { default: Gcoord }).default;

interface Gcoord {
  WGS84: string;
  GCJ02: string;
  BD09: string;
  transform(point: [number, number], from: string, to: string): [number, number];
}

/** CGCS2000 is WGS 84 to the centimetre; GCJ-02 (AMap, Tencent) and BD-09 (Baidu) are shifted by up to 700 m. */
export type Crs = 'CGCS2000' | 'GCJ02' | 'BD09';

/** Longitude and latitude in degrees of CGCS2000, to six decimals: a decimetre. */
export function toCgcs2000(point: [number, number], crs: Crs): [number, number] {
  const [longitude, latitude] = crs === 'CGCS2000' ? point : gcoord.transform(point, gcoord[crs], gcoord.WGS84);
  return [rounded(longitude), rounded(latitude)];
}

/** Longitude and latitude, given in degrees of CGCS2000, as the other system has them; not rounded. */
export function fromCgcs2000(point: [number, number], crs: Crs): [number, number] {
  return crs === 'CGCS2000' ? point : gcoord.transform(point, gcoord.WGS84, gcoord[crs]);
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
