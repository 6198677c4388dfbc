/** Points on the earth: read in any of the three coordinate systems in use, kept in the legal one. */
import { isNoDate, readDate } from '../date-parts.ts';
import { found, NOTHING } from '../findings.ts';
import { foldNumber, foldText, isPlaceholder } from '../fold.ts';
import type { CleanValue } from '../value-type.ts';
import { type Crs, toCgcs2000 } from './datum.ts';

/** How departments write them, folded; anything else is not known, and then the point is not used. */
export const CRS_WORDS: Record<string, Crs> = {
  CGCS2000: 'CGCS2000',
  'EPSG:4490': 'CGCS2000',
  WGS84: 'CGCS2000',
  'EPSG:4326': 'CGCS2000',
  GPS: 'CGCS2000',
  天地图: 'CGCS2000',
  GCJ02: 'GCJ02',
  火星坐标: 'GCJ02',
  高德: 'GCJ02',
  BD09: 'BD09',
  百度: 'BD09',
};

const NUMBER = '[-+]?[0-9]{1,9}(?:\\.[0-9]{1,17})?';
/** Groups: crs, first, second, captured. */
export const POINT_FORM = `^(?:(.*):)? ?(?:(?:POINT|point|Point) ?\\( ?)?(${NUMBER})°?[ENen]? ?[ ,;] ?(${NUMBER})°?[ENen]? ?\\)?(?:@(.*))?$`;
/** Where points of China may lie, in degrees; a little more before they are converted. */
export const BOUNDS = { west: 73, east: 136, south: 3, north: 54, margin: 0.5 };
/** Fewer decimals than this in both numbers: known to a hundred metres at best. */
export const FINE_DECIMALS = 4;

const form = new RegExp(POINT_FORM, 'u');

/** `CGCS2000:121.549792,29.868388`, with `@2026-03-01` behind it where the day of capture is known. */
export function cleanPoint(raw: string): CleanValue {
  const folded = foldText(raw);
  if (folded === '') return NOTHING;
  if (isPlaceholder(folded)) return found(null, { placeholder: true });
  const parts = form.exec(folded);
  if (parts === null) return found(null, { unparseable: true });
  const [, word = '', one = '', other = '', day = ''] = parts;
  const [first, second] = [Number(one), Number(other)];
  if (first === 0 && second === 0) return found(null, { placeholder: true });
  if (Math.abs(first) > 360 || Math.abs(second) > 360) return found(null, { projected: true });
  const swapped = !lies([first, second], BOUNDS.margin) && lies([second, first], BOUNDS.margin);
  const crs = CRS_WORDS[foldNumber(word)];
  const named = foldNumber(word) !== '' && foldNumber(word) !== '?';
  const captured = capturedOn(day);
  const seen = {
    swapped,
    coarse: decimals(one) < FINE_DECIMALS && decimals(other) < FINE_DECIMALS,
    capturedUnusable: day.trim() !== '' && captured === '',
  };
  if (crs === undefined) return found(null, { ...seen, crsMissing: !named, crsUnknown: named });
  const from: [number, number] = swapped ? [second, first] : [first, second];
  const place = lies(from, BOUNDS.margin) ? toCgcs2000(from, crs) : undefined;
  if (place === undefined || !lies(place, 0)) return found(null, { ...seen, outOfChina: true });
  return found(`CGCS2000:${place[0].toFixed(6)},${place[1].toFixed(6)}${captured === '' ? '' : `@${captured}`}`, seen);
}

/** Longitude and latitude of a cleaned point. */
export function pointPlace(value: string): [number, number] {
  const [longitude, latitude] = value
    .slice(value.indexOf(':') + 1)
    .split('@')[0]!
    .split(',');
  return [Number(longitude), Number(latitude)];
}

function lies([longitude, latitude]: [number, number], margin: number): boolean {
  const { west, east, south, north } = BOUNDS;
  return longitude >= west - margin && longitude <= east + margin && latitude >= south - margin && latitude <= north + margin;
}

function decimals(text: string): number {
  return text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
}

/** A whole day; '' where there is none. */
function capturedOn(text: string): string {
  const { folded, written, possible } = readDate(text);
  return folded === '' || isNoDate(folded) || !possible || written.length < 10 ? '' : written;
}
