/**
 * Millions of numbers in their order, a part of the processor's cache at a time where they are keys: one pass puts them into about as many buckets as there are numbers, which are in order among themselves;
 * the few of one bucket are put in order where they lie. All of it gives the same on every machine.
 */
import { forget, upTo } from './integers.ts';

const MOST_BITS = 20;

/** Bits that tell about as many buckets as there are things. */
function bucketBits(count: number): number {
  return Math.min(MOST_BITS, Math.max(1, Math.ceil(Math.log2(count))));
}

/** From how many are in each bucket to where each begins; one more than there are buckets. */
function startsOf(counts: Uint32Array): void {
  for (let bucket = 0, start = 0; bucket < counts.length; bucket++) {
    const own = counts[bucket]!;
    counts[bucket] = start;
    start += own;
  }
}

/** Fewer are put in order by inserting one after the other. */
const FEW = 64;
/** The highest bits of keys divide them into so many parts that one part stays in the processor's cache. */
const PART_BITS = 9;

/** The keys that are not 0 in their order, and the places they come from; equal keys in the order of places. */
export function sortKeys(all: Uint32Array): { keys: Uint32Array; places: Uint32Array } {
  let [size, most] = [0, 0];
  for (let i = 0; i < all.length; i++) {
    if (all[i] !== 0) size++;
    if (all[i]! > most) most = all[i]!;
  }
  const found: Placed = { keys: new Uint32Array(size), places: new Uint32Array(size) };
  const shift = Math.max(0, 32 - Math.clz32(most) - PART_BITS);
  const starts = new Uint32Array((most >>> shift) + 1);
  for (let i = 0; i < all.length; i++) if (all[i] !== 0) starts[all[i]! >>> shift]!++;
  startsOf(starts);
  for (let i = 0; i < all.length; i++) {
    if (all[i] === 0) continue;
    const at = starts[all[i]! >>> shift]!++;
    found.keys[at] = all[i]!;
    found.places[at] = i;
  }
  if (shift > 0) sortParts(found, starts, shift);
  return found;
}

interface Placed {
  keys: Uint32Array;
  places: Uint32Array;
}

/** Sorts each part by the bits that its keys do not share: by the lower half of them, then by the upper one. @param ends of the parts */
function sortParts(found: Placed, ends: Uint32Array, bits: number): void {
  const half = Math.ceil(bits / 2);
  const other: Placed = { keys: new Uint32Array(found.keys.length), places: new Uint32Array(found.keys.length) };
  const counts = new Uint32Array(2 ** half);
  for (let part = 0, start = 0; part < ends.length; start = ends[part++]!) {
    const range = { start, end: ends[part]!, counts };
    if (range.end - start <= FEW) {
      insertKeys(found, start, range.end);
      continue;
    }
    byBits(found, other, { ...range, shift: 0 });
    byBits(other, found, { ...range, shift: half });
  }
  forget(other.keys, other.places, counts);
}

interface Range {
  start: number;
  end: number;
  /** The lowest of the bits that are looked at, and a place for each number that they make. */
  shift: number;
  counts: Uint32Array;
}

/** Moves what stands in a range in the order of some bits; what is equal in them stays in its order. */
function byBits(from: Placed, to: Placed, { start, end, shift, counts }: Range): void {
  const mask = counts.length - 1;
  counts.fill(0);
  for (let i = start; i < end; i++) counts[(from.keys[i]! >>> shift) & mask]!++;
  startsOf(counts);
  for (let i = start; i < end; i++) {
    const at = start + counts[(from.keys[i]! >>> shift) & mask]!++;
    to.keys[at] = from.keys[i]!;
    to.places[at] = from.places[i]!;
  }
}

function insertKeys({ keys, places }: Placed, start: number, end: number): void {
  for (let i = start + 1; i < end; i++) {
    const [key, place] = [keys[i]!, places[i]!];
    let at = i;
    for (; at > start && keys[at - 1]! > key; at--) {
      keys[at] = keys[at - 1]!;
      places[at] = places[at - 1]!;
    }
    keys[at] = key;
    places[at] = place;
  }
}

/** The rows 0 … n − 1 of a table of numbers in the order of the first column, then the second, and so on; equal rows in their own. */
export function sortRows(columns: readonly Uint32Array[], rows: number): Uint32Array<ArrayBuffer> {
  const order = upTo(rows);
  orderRows(columns, order);
  return order;
}

function orderRows(columns: readonly Uint32Array[], order: Uint32Array): void {
  const digits = leadingDigits(columns, order);
  if (digits.length === 0) return;
  const values = digits.reduce((product, { size }) => product * size, 1);
  const width = Math.max(1, values / 2 ** bucketBits(order.length));
  const bucketOf = new Uint32Array(order.length);
  const starts = new Uint32Array(Math.floor((values - 1) / width) + 1);
  for (let i = 0; i < order.length; i++) {
    let value = 0;
    for (let digit = 0; digit < digits.length; digit++) {
      const { column, least, size } = digits[digit]!;
      value = value * size + (column[order[i]!]! - least);
    }
    bucketOf[i] = Math.floor(value / width);
    starts[bucketOf[i]!]!++;
  }
  startsOf(starts);
  const from = order.slice();
  for (let i = 0; i < from.length; i++) order[starts[bucketOf[i]!]!++] = from[i]!;
  forget(bucketOf, from);
  for (let bucket = 0, start = 0; bucket < starts.length; start = starts[bucket++]!) {
    if (starts[bucket]! - start > FEW) orderRows(columns, order.subarray(start, starts[bucket]!));
    else insertRows(columns, order, start, starts[bucket]!);
  }
}

/** The first columns in which rows differ, as digits of one number that a double holds. */
function leadingDigits(columns: readonly Uint32Array[], order: Uint32Array): { column: Uint32Array; least: number; size: number }[] {
  const digits: { column: Uint32Array; least: number; size: number }[] = [];
  let values = 1;
  for (const column of columns) {
    let [least, most] = [0xffffffff, 0];
    for (let i = 0; i < order.length; i++) {
      const one = column[order[i]!]!;
      if (one < least) least = one;
      if (one > most) most = one;
    }
    const size = most - least + 1;
    if (values * size > Number.MAX_SAFE_INTEGER) break;
    values *= size;
    if (size > 1) digits.push({ column, least, size });
  }
  return digits;
}

function insertRows(columns: readonly Uint32Array[], order: Uint32Array, start: number, end: number): void {
  for (let i = start + 1; i < end; i++) {
    const row = order[i]!;
    let at = i;
    for (; at > start && isBehind(columns, order[at - 1]!, row); at--) order[at] = order[at - 1]!;
    order[at] = row;
  }
}

function isBehind(columns: readonly Uint32Array[], a: number, b: number): boolean {
  for (let column = 0; column < columns.length; column++) {
    const [one, other] = [columns[column]![a]!, columns[column]![b]!];
    if (one !== other) return one > other;
  }
  return false;
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
