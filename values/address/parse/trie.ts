/** Names to numbers, read from any place of a text. One map for all edges: building 50,000 names takes some 50 ms. */
export class Trie {
  private readonly edges = new Map<number, number>();
  private readonly values: (number[] | undefined)[] = [undefined];

  add(name: string, value: number): void {
    let node = 0;
    for (let i = 0; i < name.length; i++) {
      const edge = node * 65536 + name.charCodeAt(i);
      let next = this.edges.get(edge);
      if (next === undefined) {
        next = this.values.length;
        this.values.push(undefined);
        this.edges.set(edge, next);
      }
      node = next;
    }
    const values = this.values[node];
    if (values === undefined) this.values[node] = [value];
    else values.push(value);
  }

  /** Ends of all names that begin at `at`, shortest first, with their values. Both lists are filled anew; returns how many. */
  match({ units, at, end }: { units: Uint16Array; at: number; end: number }, ends: number[], found: number[][]): number {
    let node: number | undefined = 0;
    let count = 0;
    for (let i = at; i < end; i++) {
      node = this.edges.get(node * 65536 + units[i]!);
      if (node === undefined) break;
      const values = this.values[node];
      if (values !== undefined) {
        ends[count] = i + 1;
        found[count] = values;
        count++;
      }
    }
    return count;
  }
}
