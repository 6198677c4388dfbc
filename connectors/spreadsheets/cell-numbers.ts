import type { NumberKind } from './number-kinds.ts';

const dayMs = 86_400_000;
const day0In1900 = Date.UTC(1899, 11, 30);
const day0In1904 = Date.UTC(1904, 0, 1);
/** 9999-12-31 */
const lastSerial = 2_958_466;

/**
 * A cell's number as text. Dates become `YYYY-MM-DD`, with `THH:MM:SS` where there is a time; what is no possible date stays a number.
 */
export function numberText(written: string, kind: NumberKind, date1904: boolean): string {
  if (kind !== 'number') {
    const serial = Number(written);
    if (Number.isFinite(serial) && serial >= 0 && serial < lastSerial) return dateText(serial, kind, date1904) ?? plainNumber(written);
  }
  return plainNumber(written);
}

function dateText(serial: number, kind: NumberKind, date1904: boolean): string | null {
  const wholeDays = Math.floor(serial);
  // To the second: a time of day is a fraction that rarely comes out even.
  const seconds = Math.round((serial - wholeDays) * 86_400);
  if (kind === 'time' && serial < 1) return new Date(seconds * 1000).toISOString().slice(11, 19);
  // Excel believes in 1900-02-29 (60): what comes before is a day late, and that day itself never was.
  if (!date1904 && (wholeDays === 60 || wholeDays === 0)) return null;
  const late = !date1904 && wholeDays < 60 ? 1 : 0;
  const iso = new Date((date1904 ? day0In1904 : day0In1900) + (wholeDays + late) * dayMs + seconds * 1000).toISOString();
  return kind === 'date' && seconds === 0 ? iso.slice(0, 10) : iso.slice(0, 19);
}

/** As written, but a whole number without exponent, and a fraction without the digits that only binary has (3.2999999999999998 is 3.3). */
export function plainNumber(written: string): string {
  const parts = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(written);
  if (parts === null) return written;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  const shift = Number(exponent);
  if (shift >= fraction.length && shift < 400) {
    const digits = (whole + fraction).padEnd(whole.length + shift, '0').replace(/^0+(?=\d)/, '');
    return shift === 0 && fraction === '' ? written : (sign === '-' ? '-' : '') + digits;
  }
  const shortest = String(Number(written));
  return shortest.length < written.length && !shortest.includes('e') ? shortest : written;
}
