import { TextDecoder } from 'node:util';

/** A mark in mid-file is a character like any other, so it is not swallowed at the start of each chunk. */
export function strictDecoder(label: string): TextDecoder {
  return new TextDecoder(label, { fatal: true, ignoreBOM: true });
}

/** Whether the bytes decode, though the last character may still be unfinished. */
export function decodesSoFar(label: string, bytes: Buffer): boolean {
  try {
    strictDecoder(label).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Place of the first byte that does not decode, in bytes that do not: the longest start that decodes ends there; found by halving. */
export function firstBadByte(label: string, bytes: Buffer): number {
  let good = 0;
  let tooLong = bytes.length + 1;
  while (tooLong - good > 1) {
    const middle = (good + tooLong) >> 1;
    if (decodesSoFar(label, bytes.subarray(0, middle))) good = middle;
    else tooLong = middle;
  }
  return Math.min(good, bytes.length - 1);
}
