const EMPTY = -1;

/** How often each number was counted: an open hash table in typed arrays, for a million numbers that a Map would be too large for. */
export class Counter {
  private keys = new Float64Array(1024).fill(EMPTY);
  private counts = new Uint16Array(1024);
  private used = 0;

  /** @param key a whole number, 0 or more. @returns how often it was counted before. */
  count(key: number): number {
    const at = this.find(key);
    if (this.keys[at] === EMPTY) {
      this.keys[at] = key;
      if (++this.used * 2 > this.keys.length) {
        this.grow();
        this.counts[this.find(key)] = 1;
        return 0;
      }
    }
    return this.counts[at]!++;
  }

  private find(key: number): number {
    const last = this.keys.length - 1;
    let at = (Math.imul(key % 0x7fffffff, 0x9e3779b1) >>> 7) & last;
    while (this.keys[at] !== EMPTY && this.keys[at] !== key) at = (at + 1) & last;
    return at;
  }

  private grow(): void {
    const { keys, counts } = this;
    this.keys = new Float64Array(keys.length * 2).fill(EMPTY);
    this.counts = new Uint16Array(keys.length * 2);
    keys.forEach((key, i) => {
      if (key === EMPTY) return;
      const at = this.find(key);
      this.keys[at] = key;
      this.counts[at] = counts[i]!;
    });
  }
}
