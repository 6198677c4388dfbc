import { type FoundEntity, HOUSE_LEVELS, type TimePoint } from '../schema/index.ts';
import type { ChildItem, ChildrenAnswer, ChildrenQuestion, Moved, Visit } from './contract.ts';
import { accessErrors } from './errors.ts';
import { type GateContext, isMoved, present } from './gate-context.ts';
import { readCursor, writeCursor } from './gate-cursor.ts';
import { openTied } from './open-tied.ts';

/** Houses in one house that are looked at for one question; a house with more is no house. */
const MOST_HOUSES = 5_000;
/** Nothing lies deeper. */
export const DEEPEST = HOUSE_LEVELS.length;
const PAGE = 50;

const LEVELS: readonly string[] = ['place', ...HOUSE_LEVELS];
const natural = new Intl.Collator('zh', { numeric: true });

/** The houses that lie in one house: next below it, or with `within` all of them. From the top down, in the order of their numbers. */
export function children(context: GateContext, visit: Visit, question: ChildrenQuestion): Promise<ChildrenAnswer | Moved> {
  return context.answer(visit, async (trace) => {
    const { house, within = false, after, limit = PAGE } = question;
    const about = { entityType: 'house', id: house } as const;
    const opened = await openTied(context, { visit, trace, about, told: 'house', question, detail: { within } });
    if (isMoved(opened)) return opened;
    const { grants, grant, fields, at, knownOn } = opened;
    const below = (await housesIn(context, house, { at, levels: within ? DEEPEST : 1 })).filter(({ division }) =>
      context.regions.visible(grants, division),
    );
    const placed = below.map((child) => ({ child, place: placeOf(child) })).sort((a, b) => natural.compare(a.place, b.place));
    const from = after === undefined ? 0 : placed.findIndex(({ child }) => child.id === readCursor(after)) + 1;
    if (after !== undefined && from === 0) throw accessErrors.cursorUnusable();
    const page = placed.slice(from, from + limit).map(({ child }) => child);
    const last = page.at(-1);
    const next = last !== undefined && placed.length > from + limit ? writeCursor(last.id) : undefined;
    trace.about = [{ entityType: 'house', entities: page.map(({ id }) => id), roles: 'children' }];
    const items = page.map(
      (child): ChildItem => ({
        id: child.id,
        ...present({ level: child.attributes['level'], parent: child.attributes['parent'] }),
        values: context.fields.values(child, fields, grant),
      }),
    );
    return { items, counts: { houses: below.length }, knownOn, ...present({ next }) };
  });
}

/** The houses up to so many levels below one. @throws tooManyHits */
export async function housesIn(
  { golden }: Pick<GateContext, 'golden'>,
  house: string,
  { at, levels }: { at: TimePoint; levels: number },
): Promise<FoundEntity[]> {
  const all: FoundEntity[] = [];
  let above = [house];
  for (let level = 0; level < levels && above.length > 0; level++) {
    const below = await golden.children(above, { ...at, limit: MOST_HOUSES + 1 });
    all.push(...below);
    if (all.length > MOST_HOUSES) throw accessErrors.tooManyHits({ limit: MOST_HOUSES });
    above = below.map(({ id }) => id);
  }
  return all;
}

/** `1 3幢/1单元/5层`: what stands above comes first, then the numbers of the address decide. */
function placeOf({ id, attributes }: FoundEntity): string {
  const address = attributes['address'] ?? attributes['estateAddress'] ?? '';
  return `${LEVELS.indexOf(attributes['level'] ?? '')} ${address} ${id}`;
}
