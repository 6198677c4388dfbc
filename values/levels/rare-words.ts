import { Type } from 'typebox';
import { duck, type Sql } from '../../core/duckdb/sql.ts';
import { defineFamily, type Level, level, type Side } from './contract.ts';

const settings = Type.Object(
  {
    share: Type.Array(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 }), {
      default: [0.8, 0.6, 0.4, 0.25],
      description: 'a level for each share of common words among all words of both, rare ones counting more; highest first',
    }),
    contained: Type.Boolean({ default: true, description: 'whether all words of one standing in the other is a level' }),
  },
  { additionalProperties: false },
);

const weight = (side: Side): Sql => side.feature('rareness');
/** The smaller has this share of the greater at least. */
const isLike = (l: Side, r: Side, least: number): Sql =>
  duck`${weight(l)} >= ${least} * ${weight(r)} AND ${weight(r)} >= ${least} * ${weight(l)}`;

function shares(least: number): Level['holds'] {
  return (l, r) => {
    const common = duck`list_intersect(${l.feature('weighed')}, ${r.feature('weighed')})`;
    return duck`${isLike(l, r, least)} AND list_has_any(${l.feature('weighed')}, ${r.feature('weighed')}) AND rarity_of(${common}) * (1 + ${least}) >= ${least} * (${weight(l)} + ${weight(r)})`;
  };
}

/** What is left of a long text when nearly all is missing says little. */
const LEAST_LEFT = 0.3;

function contains(l: Side, r: Side): Sql {
  const [left, right] = [l.feature('weighed'), r.feature('weighed')];
  return duck`${isLike(l, r, LEAST_LEFT)} AND CASE WHEN len(${left}) < len(${right}) THEN list_has_all(${right}, ${left}) ELSE list_has_all(${left}, ${right}) END`;
}

export const family = defineFamily({
  name: 'rare words',
  title: { en: 'Rare words', zh: '罕见词' },
  says: {
    en: 'How much of the words is the same, whatever their order; a word that few records have counts more than one that many have.',
    zh: '不论次序,词有多少相同;少见的词比常见的词更有分量。',
  },
  settings,
  features: ['rareness', 'weighed'],
  levels: ({ share, contained }) => [
    ...share
      .toSorted((a, b) => b - a)
      .map((least) => {
        const percent = Math.round(least * 100);
        return level(
          `rare-${least}`,
          [`share ${percent} % of their words or more, rare ones counting more`, `共同词按罕见程度计不少于${percent}%`],
          shares(least),
        );
      }),
    ...(contained ? [level('words-missing', ['all words of one stand in the other', '一方的词全部见于另一方'], contains)] : []),
  ],
  examples: [
    { left: 'CANON POWERSHOT SD1000 DIGITAL CAMERA', right: 'CANON POWERSHOT SD1000 CAMERA', level: 'rare-0.8' },
    { left: 'CAFE BIZOU', right: 'CAFE BIZOU GRILL', level: 'rare-0.6' },
    { settings: { share: [0.8] }, left: 'LULU', right: 'LULU RESTAURANT BIS', level: 'words-missing' },
    { left: '宁波市海曙区人民法院', right: '海曙区人民法院', level: 'rare-0.6' },
    { left: 'CANON CAMERA', right: 'GARDEN CHAIR', level: null },
  ],
});
