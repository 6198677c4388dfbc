/** Two lists of the same people with many fields; neither holds anyone twice. */
import type { LinkSet } from '../link-set.ts';
import { COLUMNS, copyOf, MODEL, original } from './febrl-many.ts';

export const set: LinkSet = {
  title: 'persons, two lists one to one',
  columns: COLUMNS,
  model: MODEL,
  records: 10_000,
  seed: 91,
  make(records, random) {
    const people = Array.from({ length: records / 2 }, (_, entity) => ({ entity, values: original(random) }));
    return { left: people, right: people.map(({ entity, values }) => ({ entity, values: copyOf(random, values, 2 + random.int(6)) })) };
  },
};
