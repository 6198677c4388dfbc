/** Names to numbers, read from any place of a text. Edges lie in one open hash table of integers: building 50,000 names takes some 50 ms. */
export class Trie {
  /** By slot: the node an edge leaves + 1 (0 = free), the character on it, the node it leads to. */
  private from = new Int32Array(1 << 16);
  private by = new Uint16Array(1 << 16);
  private to = new Int32Array(1 << 16);
  private readonly values: (number[] | undefined)[] = [undefined];
  private edges = 0;
  /** By character: the node of names that begin with it; 0 = none. Most places of a text begin no name. */
  private readonly first = new Int32Array(1 << 16);

  add(name: string, value: number): void {
    let node = 0;
    for (let i = 0; i < name.length; i++) {
      const unit = name.charCodeAt(i);
      let slot = this.slot(node, unit);
      if (this.from[slot] === 0) {
        if (this.edges * 2 > this.from.length) {
          this.grow();
          slot = this.slot(node, unit);
        }
        this.put(slot, { node, unit, next: this.values.length });
        this.values.push(undefined);
        this.edges++;
      }
      node = this.to[slot]!;
      if (i === 0) this.first[unit] = node;
    }
    const values = this.values[node];
    if (values === undefined) this.values[node] = [value];
    else values.push(value);
  }

  /** Ends of all names that begin at `at`, shortest first, with their values. Both lists are filled anew; returns how many. */
  match({ units, at, end }: { units: Uint16Array; at: number; end: number }, ends: number[], found: number[][]): number {
    let node = at < end ? this.first[units[at]!]! : 0;
    if (node === 0) return 0;
    let count = 0;
    const own = this.values[node];
    if (own !== undefined) {
      ends[count] = at + 1;
      found[count++] = own;
    }
    for (let i = at + 1; i < end; i++) {
      const slot = this.slot(node, units[i]!);
      if (this.from[slot] === 0) break;
      node = this.to[slot]!;
      const values = this.values[node];
      if (values !== undefined) {
        ends[count] = i + 1;
        found[count] = values;
        count++;
      }
    }
    return count;
  }

  /** Where an edge lies, or the free slot where it would. */
  private slot(node: number, unit: number): number {
    const { from, by } = this;
    const mask = from.length - 1;
    const mixed = Math.imul(node, 0x9e3779b1) + Math.imul(unit, 0x85ebca6b);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    while (from[slot] !== 0 && (from[slot] !== node + 1 || by[slot] !== unit)) slot = (slot + 1) & mask;
    return slot;
  }

  private put(slot: number, { node, unit, next }: { node: number; unit: number; next: number }): void {
    this.from[slot] = node + 1;
    this.by[slot] = unit;
    this.to[slot] = next;
  }

  private grow(): void {
    const { from, by, to } = this;
    this.from = new Int32Array(from.length * 2);
    this.by = new Uint16Array(from.length * 2);
    this.to = new Int32Array(from.length * 2);
    for (let i = 0; i < from.length; i++) {
      if (from[i] === 0) continue;
      const edge = { node: from[i]! - 1, unit: by[i]!, next: to[i]! };
      this.put(this.slot(edge.node, edge.unit), edge);
    }
  }
}
