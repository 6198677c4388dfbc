import { Type } from 'typebox';
import { duck } from '../../core/duckdb/sql.ts';
import { defineFamily, type Level, level, overlapLevels, type Side } from './contract.ts';

const settings = Type.Object(
  {
    overlap: Type.Array(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 }), {
      default: [0.6],
      description: 'a level for each share of common words among all words of both, highest first',
    }),
    contained: Type.Boolean({ default: true, description: 'whether all words of one standing in the other is a level' }),
  },
  { additionalProperties: false },
);

/** Shared words over all words; the number of words decides first whether so many can be shared. */
function overlaps(least: number): Level['holds'] {
  return (left, right) => {
    const [l, r] = [left.feature('words'), right.feature('words')];
    return duck`len(${l}) >= ${least} * len(${r}) AND len(${r}) >= ${least} * len(${l}) AND len(list_intersect(${l}, ${r})) * (1 + ${least}) >= ${least} * (len(${l}) + len(${r}))`;
  };
}

function contains(left: Side, right: Side) {
  const [l, r] = [left.feature('words'), right.feature('words')];
  return duck`least(len(${l}), len(${r})) >= 2 AND CASE WHEN len(${l}) < len(${r}) THEN list_has_all(${r}, ${l}) ELSE list_has_all(${l}, ${r}) END`;
}

export const family = defineFamily({
  name: 'words',
  title: { en: 'Words', zh: '词' },
  says: {
    en: 'The same words in another order, without blanks, some missing, or many in common.',
    zh: '词相同而次序不同、空格不同、缺少若干词,或多数词相同。',
  },
  settings,
  features: ['joined', 'sorted', 'words'],
  levels: ({ overlap, contained }) => [
    level(
      'same-words',
      ['the same words in another order', '词相同,次序不同'],
      (l, r) => duck`${l.feature('sorted')} = ${r.feature('sorted')}`,
    ),
    level('blanks', ['the same but for blanks', '仅空格不同'], (l, r) => duck`${l.feature('joined')} = ${r.feature('joined')}`),
    ...(contained ? [level('words-missing', ['all words of one stand in the other', '一方的词全部见于另一方'], contains)] : []),
    ...overlapLevels('words', overlap, overlaps),
  ],
  examples: [
    { left: 'HOTEL BEL AIR', right: 'BEL AIR HOTEL', level: 'same-words' },
    { left: 'BELAIR HOTEL', right: 'BEL AIR HOTEL', level: 'blanks' },
    { left: 'CAFE BIZOU', right: 'CAFE BIZOU ON THE HILL', level: 'words-missing' },
    { left: 'THE OLD RED LION INN', right: 'THE OLD RED LION PUB', level: 'words-0.6' },
    { left: 'CAFE BIZOU', right: 'CAFE ROMA', level: null },
    { settings: { overlap: [0.3], contained: false }, left: 'CAFE BIZOU', right: 'CAFE ROMA', level: 'words-0.3' },
  ],
});
