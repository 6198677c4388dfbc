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

/** The numbers from 0 to before `count`. */
export function upTo(count: number): Uint32Array<ArrayBuffer> {
  const numbers = new Uint32Array(count);
  for (let i = 0; i < count; i++) numbers[i] = i;
  return numbers;
}

/** The numbers at some places; what `from` of an array does in an eighth of the time. */
export function pick<T extends Uint32Array | Float64Array>(numbers: T, places: Uint32Array): T {
  const kind = numbers.constructor as new (length: number) => T;
  const picked = new kind(places.length);
  for (let i = 0; i < places.length; i++) picked[i] = numbers[places[i]!]!;
  return picked;
}

/** Frees numbers that nobody reads any more at once: the collector of the heap comes late to what does not lie in it. */
export function forget(...all: readonly (Uint8Array | Uint32Array | Int32Array | Float64Array)[]): void {
  for (const { buffer } of all) if (buffer instanceof ArrayBuffer && !buffer.detached) buffer.transfer(0);
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
      forget(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.length++] = value;
  }

  /** What was added so far; a view. */
  get all(): T {
    return this.#numbers.subarray(0, this.length) as T;
  }
}
