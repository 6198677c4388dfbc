/** Who lives together: for each household its first member, for each member the next one. An array a household would take ten times the memory. */
const NONE = -1;

export class Households {
  count = 0;
  private first = new Int32Array(1024).fill(NONE);
  private readonly next: Int32Array;

  /** `mostPeople`: how many there will ever be. */
  constructor(mostPeople: number) {
    this.next = new Int32Array(mostPeople).fill(NONE);
  }

  /** @returns the new household's index. */
  add(members: readonly number[]): number {
    if (this.count === this.first.length) {
      const longer = new Int32Array(this.count * 2).fill(NONE);
      longer.set(this.first);
      this.first = longer;
    }
    const household = this.count++;
    for (const person of members) this.join(household, person);
    return household;
  }

  /** As its last member. */
  join(household: number, person: number): void {
    this.next[person] = NONE;
    let last = this.first[household]!;
    if (last === NONE) {
      this.first[household] = person;
      return;
    }
    while (this.next[last] !== NONE) last = this.next[last]!;
    this.next[last] = person;
  }

  leave(household: number, person: number): void {
    if (this.first[household] === person) {
      this.first[household] = this.next[person]!;
      return;
    }
    let before = this.first[household]!;
    while (this.next[before] !== person) before = this.next[before]!;
    this.next[before] = this.next[person]!;
  }

  isEmpty(household: number): boolean {
    return this.first[household] === NONE;
  }

  /** In the order in which they joined; the first is its head. */
  members(household: number): number[] {
    const members: number[] = [];
    for (let person = this.first[household]!; person !== NONE; person = this.next[person]!) members.push(person);
    return members;
  }
}
