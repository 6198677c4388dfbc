/** Wrongs of flats: sold twice, mortgaged twice, sold under a mortgage, overcrowded. */
import { Clerk } from '../departments/clerk.ts';
import type { View } from '../departments/department.ts';
import { statedHome } from '../departments/late.ts';
import { hasDwellingCode, isFloating } from '../departments/police-floating-population.ts';
import { placeOf, roomId } from '../world/houses.ts';
import { isHere } from '../world/people.ts';
import { HEIRS } from '../world/property.ts';
import { unitCodeOf } from '../world/unit-codes.ts';
import { inOrder, type Wrong } from './wrong.ts';

const CROWDED = 8;

function ofRoom({ world: { houses } }: View, comparison: string, room: number): Pick<Wrong, 'comparison' | 'type' | 'entity'> {
  return { comparison, type: 'house', entity: roomId(placeOf(houses, room)) };
}

/** Rows of a log by room: only rooms that have two or more. */
function byRoom(rooms: Int32Array, count: number, holds: (at: number) => boolean): Map<number, number[]> {
  const first = new Map<number, number>();
  const groups = new Map<number, number[]>();
  for (let at = 0; at < count; at++) {
    if (!holds(at)) continue;
    const room = rooms[at]!;
    const before = first.get(room);
    if (before === undefined) first.set(room, at);
    else groups.set(room, [...(groups.get(room) ?? [before]), at]);
  }
  return groups;
}

/** Whether both entries name the room by its unit code, and by the same one. */
class UnitCodes {
  private readonly view: View;
  private readonly clerks: Record<'contracts' | 'mortgages', Clerk>;

  constructor(view: View) {
    this.view = view;
    const { seed } = view.world;
    this.clerks = { contracts: new Clerk(seed, 'housing.contracts'), mortgages: new Clerk(seed, 'housing.mortgages') };
  }

  of(feed: 'contracts' | 'mortgages', at: number): string {
    const { world } = this.view;
    const { room, day } = feed === 'contracts' ? world.deals.columns : world.mortgages.columns;
    return this.clerks[feed].unitCode(unitCodeOf(world, room[at]!, day[at]!), at);
  }

  same(one: string, other: string): boolean {
    return one !== '' && one === other;
  }
}

/** Two contracts that stand, of one seller with two buyers, and the seller did not buy it back in between. */
export function flatSoldTwiceWrongs(view: View): Wrong[] {
  const { world, asOf } = view;
  const { room, seller, buyer, day, cancelled } = world.deals.columns;
  const codes = new UnitCodes(view);
  const stands = (deal: number) => day[deal]! <= asOf && (cancelled[deal] === 0 || cancelled[deal]! > asOf);
  const wrongs = new Map<number, Wrong>();
  for (const [where, deals] of byRoom(room, world.deals.count, stands)) {
    for (const one of deals) {
      for (const other of deals) {
        if (day[other]! <= day[one]! || seller[one] !== seller[other] || seller[one] === HEIRS || buyer[one] === buyer[other]) continue;
        if (deals.some((back) => buyer[back] === seller[one] && day[back]! >= day[one]! && day[back]! <= day[other]!)) continue;
        const byNumber = codes.same(codes.of('contracts', one), codes.of('contracts', other)) || wrongs.get(where)?.byNumber === true;
        const from = Math.min(day[other]!, wrongs.get(where)?.from ?? day[other]!);
        wrongs.set(where, { ...ofRoom(view, 'flat-sold-twice', where), from, byNumber });
      }
    }
  }
  return inOrder([...wrongs.values()]);
}

/** Two mortgages to two lenders at a time. */
export function flatMortgagedTwiceWrongs(view: View): Wrong[] {
  const { world, asOf } = view;
  const { room, bank, day, released } = world.mortgages.columns;
  const codes = new UnitCodes(view);
  const wrongs = new Map<number, Wrong>();
  for (const [where, mortgages] of byRoom(room, world.mortgages.count, (mortgage) => day[mortgage]! <= asOf)) {
    for (const one of mortgages) {
      for (const other of mortgages) {
        if (day[other]! <= day[one]! || day[other]! >= released[one]! || bank[one] === bank[other]) continue;
        const before = wrongs.get(where);
        const byNumber = codes.same(codes.of('mortgages', one), codes.of('mortgages', other)) || before?.byNumber === true;
        const end = Math.min(released[one]!, released[other]!);
        const until = end > asOf || before?.until === 0 ? 0 : Math.max(end, before?.until ?? 0);
        wrongs.set(where, {
          ...ofRoom(view, 'flat-mortgaged-twice', where),
          from: Math.min(day[other]!, before?.from ?? day[other]!),
          until,
          byNumber,
        });
      }
    }
  }
  return inOrder([...wrongs.values()]);
}

/** A contract that stands, made while a mortgage of before was not paid off. */
export function soldWhileMortgagedWrongs(view: View): Wrong[] {
  const { world, asOf } = view;
  const { room, day, cancelled } = world.deals.columns;
  const { day: since, released, before } = world.mortgages.columns;
  const codes = new UnitCodes(view);
  const wrongs = new Map<number, Wrong>();
  for (let deal = 0; deal < world.deals.count; deal++) {
    const where = room[deal]!;
    if (day[deal]! > asOf || (cancelled[deal] !== 0 && cancelled[deal]! <= asOf)) continue;
    for (let at = world.houses.mortgage[where]!; at >= 0; at = before[at]!) {
      if (since[at]! >= day[deal]! || released[at]! <= day[deal]!) continue;
      const known = wrongs.get(where);
      const byNumber = codes.same(codes.of('contracts', deal), codes.of('mortgages', at)) || known?.byNumber === true;
      const until = released[at]! > asOf || known?.until === 0 ? 0 : Math.max(released[at]!, known?.until ?? 0);
      wrongs.set(where, {
        ...ofRoom(view, 'sold-while-mortgaged', where),
        from: Math.min(day[deal]!, known?.from ?? day[deal]!),
        until,
        byNumber,
      });
    }
  }
  return inOrder([...wrongs.values()]);
}

/** More than eight people live in one room. */
export function crowdedRoomWrongs(view: View): Wrong[] {
  const { world } = view;
  const { people, houses } = world;
  const since = new Map<number, number[]>();
  const listed = new Map<number, number>();
  const police = new Clerk(world.seed, 'police.floating-population', { zeroed: 0.02 });
  for (const person of world.present) {
    const room = people.home[person]!;
    if (!isHere(people, person) || houses.roomPeople[room]! <= CROWDED) continue;
    since.set(room, [...(since.get(room) ?? []), people.homeSince[person]!]);
    const isListed = isFloating(view, person, police) && hasDwellingCode(police, person) && !statedHome(view, person).former;
    if (isListed) listed.set(room, (listed.get(room) ?? 0) + 1);
  }
  return inOrder(
    [...since]
      .filter(([, days]) => days.length > CROWDED)
      .map(([room, days]) => ({
        ...ofRoom(view, 'crowded-room', room),
        from: days.sort((a, b) => a - b)[CROWDED]!,
        byNumber: (listed.get(room) ?? 0) > CROWDED,
      })),
  );
}
