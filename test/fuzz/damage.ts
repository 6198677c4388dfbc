/** Breaks files at random, the same way for the same seed. */
import type { NextRandom } from '../../core/random.ts';

export function pick<T>(list: readonly T[], next: NextRandom): T {
  return list[Math.floor(next() * list.length)]!;
}

const upTo = (most: number, next: NextRandom) => Math.floor(next() * (most + 1));

/** What a length or a count becomes when it goes wrong. */
const nastyNumbers = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0xffffffff];

const ways: Record<string, (bytes: Buffer, next: NextRandom) => Buffer> = {
  flip(bytes, next) {
    for (let left = 1 + upTo(7, next); left > 0; left--) bytes[upTo(bytes.length - 1, next)]! ^= 1 << upTo(7, next);
    return bytes;
  },
  overwrite(bytes, next) {
    const from = upTo(bytes.length - 1, next);
    return bytes.fill(upTo(255, next), from, Math.min(bytes.length, from + 1 + upTo(40, next)));
  },
  number(bytes, next) {
    if (bytes.length < 8) return bytes;
    const value = pick(nastyNumbers, next);
    bytes.writeUInt32LE(value, upTo(bytes.length - 4, next));
    return bytes;
  },
  cutEnd: (bytes, next) => bytes.subarray(0, upTo(bytes.length - 1, next)),
  cutStart: (bytes, next) => bytes.subarray(upTo(Math.min(64, bytes.length - 1), next)),
  cutMiddle(bytes, next) {
    const [from, length] = [upTo(bytes.length - 1, next), upTo(200, next)];
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]);
  },
  double(bytes, next) {
    const from = upTo(bytes.length - 1, next);
    const to = Math.min(bytes.length, from + 1 + upTo(400, next));
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
  },
  shuffle(bytes, next) {
    const size = 1 + upTo(Math.ceil(bytes.length / 3), next);
    const pieces: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
    for (let i = pieces.length - 1; i > 0; i--) {
      const other = upTo(i, next);
      [pieces[i], pieces[other]] = [pieces[other]!, pieces[i]!];
    }
    return Buffer.concat(pieces);
  },
  surplus: (bytes, next) => Buffer.concat([bytes, Buffer.from(Array.from({ length: 1 + upTo(100, next) }, () => upTo(255, next)))]),
  zeroTail: (bytes, next) => bytes.fill(0, upTo(bytes.length - 1, next)),
};

export interface Damaged {
  bytes: Buffer;
  /** What was done, for whoever looks for the cause. */
  done: string[];
}

/** One to three kinds of damage, one after the other; mostly one. */
export function damage(whole: Buffer, next: NextRandom): Damaged {
  let bytes: Buffer = Buffer.from(whole);
  const done: string[] = [];
  for (let left = pick([1, 1, 2, 3], next); left > 0 && bytes.length > 0; left--) {
    const way = pick(Object.keys(ways), next);
    bytes = Buffer.from(ways[way]!(bytes, next));
    done.push(way);
  }
  return { bytes, done };
}
