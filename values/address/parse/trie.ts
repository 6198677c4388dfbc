/**
 * Names, read from any place of a text, each with what is kept of it. Built as an open hash table, then frozen: the children of a node lie
 * side by side, some ten bytes an edge, so that a core's cache holds what 50,000 names need.
 */
export class Trie<T> {
  private edges: HashEdges | undefined = new HashEdges();
  private readonly values: (T | undefined)[] = [undefined];
  /** By character: the node of names that begin with it; 0 = none. Most places of a text begin no name. */
  private readonly first = new Uint16Array(1 << 16);
  /** The nodes of which `first` has the number. */
  private readonly firstNodes: number[] = [0];
  /** Once frozen. By node: where its children begin. */
  private starts = new Int32Array(0);
  /** In order, for each node. */
  private units = new Uint16Array(0);
  private nodes = new Int32Array(0);

  /** What is kept of a name; made where there is none. Not to be asked for once the trie has been read. */
  entry(name: string, make: () => T): T {
    const edges = this.edges!;
    let node = 0;
    for (let i = 0; i < name.length; i++) {
      const unit = name.charCodeAt(i);
      let next = edges.get(node, unit);
      if (next === 0) {
        next = this.values.length;
        edges.add(node, unit, next);
        this.values.push(undefined);
      }
      node = next;
      if (i === 0 && this.first[unit] === 0) this.first[unit] = this.firstNodes.push(node) - 1;
    }
    const value = this.values[node] ?? make();
    this.values[node] = value;
    return value;
  }

  /** Ends of all names that begin at `at`, shortest first, with their values. Both lists are filled anew; returns how many. */
  match({ units, end }: { units: Uint16Array; end: number }, at: number, { ends, found }: Matches<T>): number {
    if (this.edges !== undefined) this.freeze(this.edges);
    const first = at < end ? this.first[units[at]!]! : 0;
    if (first === 0) return 0;
    let node = this.firstNodes[first]!;
    let count = 0;
    for (let i = at + 1; ; i++) {
      const value = this.values[node];
      if (value !== undefined) {
        ends[count] = i;
        found[count++] = value;
      }
      if (i >= end) return count;
      node = this.child(node, units[i]!);
      if (node === 0) return count;
    }
  }

  private child(node: number, unit: number): number {
    const { units } = this;
    let low = this.starts[node]!;
    let high = this.starts[node + 1]!;
    while (high - low > 4) {
      const middle = (low + high) >> 1;
      if (units[middle]! > unit) high = middle;
      else low = middle;
    }
    for (let i = low; i < high; i++) if (units[i] === unit) return this.nodes[i]!;
    return 0;
  }

  private freeze(edges: HashEdges): void {
    const count = this.values.length;
    const starts = new Int32Array(count + 1);
    edges.each((node) => starts[node + 1]!++);
    for (let i = 0; i < count; i++) starts[i + 1]! += starts[i]!;
    const filled = starts.slice();
    // The character above, the node below: sorting sorts by character.
    const sorted = new Float64Array(starts[count]!);
    edges.each((node, unit, next) => {
      sorted[filled[node]!++] = unit * 2 ** 32 + next;
    });
    for (let i = 0; i < count; i++) if (starts[i + 1]! - starts[i]! > 1) sorted.subarray(starts[i], starts[i + 1]).sort();
    this.units = Uint16Array.from(sorted, (edge) => Math.floor(edge / 2 ** 32));
    this.nodes = Int32Array.from(sorted, (edge) => edge % 2 ** 32);
    this.starts = starts;
    this.edges = undefined;
  }
}

/** Filled by a trie, and used again for the next place. */
export interface Matches<T> {
  ends: number[];
  found: T[];
}

class HashEdges {
  /** Four to a slot, side by side: the node an edge leaves + 1 (0 = free), the character on it, the node it leads to, nothing. */
  private table = new Int32Array(1 << 18);
  private count = 0;

  /** The node an edge leads to; 0 where there is none. */
  get(node: number, unit: number): number {
    return this.table[this.slot(node, unit) + 2]!;
  }

  add(node: number, unit: number, next: number): void {
    if (this.count++ * 8 > this.table.length) this.grow();
    const slot = this.slot(node, unit);
    this.table[slot] = node + 1;
    this.table[slot + 1] = unit;
    this.table[slot + 2] = next;
  }

  each(tell: (node: number, unit: number, next: number) => void): void {
    const { table } = this;
    for (let i = 0; i < table.length; i += 4) if (table[i] !== 0) tell(table[i]! - 1, table[i + 1]!, table[i + 2]!);
  }

  /** Where an edge lies, or the free slot where it would. */
  private slot(node: number, unit: number): number {
    const { table } = this;
    const mask = table.length - 4;
    const mixed = Math.imul(node, 0x9e3779b1) + Math.imul(unit, 0x85ebca6b);
    let slot = ((mixed ^ (mixed >>> 15)) << 2) & mask;
    while (table[slot] !== 0 && (table[slot] !== node + 1 || table[slot + 1] !== unit)) slot = (slot + 4) & mask;
    return slot;
  }

  private grow(): void {
    const old = this.table;
    this.table = new Int32Array(old.length * 2);
    this.count = 1;
    for (let i = 0; i < old.length; i += 4) if (old[i] !== 0) this.add(old[i]! - 1, old[i + 1]!, old[i + 2]!);
  }
}
