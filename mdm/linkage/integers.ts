/** Small tools over typed arrays. All of them give the same on every machine. */

/** Mixes two 32-bit numbers into one whose bits look random. */
export function mix(a: number, b: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}

/** As `mix`, never 0: 0 stands for "no key". */
export function mixKey(a: number, b: number): number {
  return mix(a, b) || 1;
}

const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;

/** Where each digit's numbers begin in an order by that digit. */
function digitStarts(numbers: Uint32Array, shift: number): Uint32Array {
  const starts = new Uint32Array(DIGITS + 1);
  for (let i = 0; i < numbers.length; i++) starts[((numbers[i]! >>> shift) & (DIGITS - 1)) + 1]!++;
  for (let digit = 0; digit < DIGITS; digit++) starts[digit + 1]! += starts[digit]!;
  return starts;
}

/** The keys that are not 0 in their order, and the places they come from; equal keys in the order of places (radix sort). */
export function sortKeys(keys: Uint32Array): { keys: Uint32Array; places: Uint32Array } {
  let size = 0;
  for (let i = 0; i < keys.length; i++) if (keys[i] !== 0) size++;
  const array = (): Uint32Array<ArrayBuffer> => new Uint32Array(size);
  let [from, to, fromPlaces, toPlaces] = [array(), array(), array(), array()];
  for (let i = 0, next = 0; i < keys.length; i++) {
    if (keys[i] === 0) continue;
    from[next] = keys[i]!;
    fromPlaces[next++] = i;
  }
  for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
    const starts = digitStarts(from, shift);
    for (let i = 0; i < size; i++) {
      const key = from[i]!;
      const place = starts[(key >>> shift) & (DIGITS - 1)]!++;
      to[place] = key;
      toPlaces[place] = fromPlaces[i]!;
    }
    [from, to, fromPlaces, toPlaces] = [to, from, toPlaces, fromPlaces];
  }
  return { keys: from, places: fromPlaces };
}

/** The numbers from 0 to before `count`. */
export function upTo(count: number): Uint32Array<ArrayBuffer> {
  const numbers = new Uint32Array(count);
  for (let i = 0; i < count; i++) numbers[i] = i;
  return numbers;
}

/** The rows 0 … n − 1 of a table of numbers in the order of the first column, then the second, and so on. */
export function sortRows(columns: readonly Uint32Array[], rows: number): Uint32Array {
  let from = upTo(rows);
  let to: Uint32Array<ArrayBuffer> = new Uint32Array(rows);
  for (const column of columns.toReversed()) {
    let most = 0;
    for (let i = 0; i < rows; i++) if (column[i]! > most) most = column[i]!;
    for (let shift = 0; shift < 32 && most >>> shift > 0; shift += DIGIT_BITS) {
      const starts = digitStarts(column, shift);
      for (let i = 0; i < rows; i++) to[starts[(column[from[i]!]! >>> shift) & (DIGITS - 1)]!++] = from[i]!;
      [from, to] = [to, from];
    }
  }
  return from;
}

/** Numbers as two columns for `sortRows`, in which the greatest comes first: a double's bits are in order once those of negative ones are turned. */
export function descending(count: number, numberAt: (i: number) => number): [coarse: Uint32Array, fine: Uint32Array] {
  const [coarse, fine] = [new Uint32Array(count), new Uint32Array(count)];
  const bits = new DataView(new ArrayBuffer(8));
  for (let i = 0; i < count; i++) {
    bits.setFloat64(0, numberAt(i) + 0);
    const [high, low] = [bits.getUint32(0), bits.getUint32(4)];
    const isNegative = high >>> 31 === 1;
    coarse[i] = isNegative ? high : high ^ 0x7fffffff;
    fine[i] = isNegative ? low : ~low;
  }
  return [coarse, fine];
}

/** Numbers that are added one by one, by the million. */
export class Growing<T extends Uint32Array | Float64Array> {
  #numbers: T;
  length = 0;

  constructor(empty: T) {
    this.#numbers = empty;
  }

  push(value: number): void {
    if (this.length === this.#numbers.length) {
      const kind = this.#numbers.constructor as new (length: number) => T;
      const larger = new kind(Math.max(1024, Math.ceil(this.#numbers.length * 1.5)));
      larger.set(this.#numbers as never);
      this.#numbers = larger;
    }
    this.#numbers[this.length++] = value;
  }

  /** What was added so far; a view. */
  get all(): T {
    return this.#numbers.subarray(0, this.length) as T;
  }
}
