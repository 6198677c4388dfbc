import { Type } from 'typebox';
import { duck, type Sql } from '../../core/duckdb/sql.ts';
import { defineFamily, type Level, overlapLevels, type Side } from './contract.ts';

const settings = Type.Object(
  {
    overlap: Type.Array(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 }), {
      default: [0.75, 0.5, 0.3],
      minItems: 1,
      description: 'a level for each share of common words (Chinese: pairs of characters), longer words counting more; highest first',
    }),
  },
  { additionalProperties: false },
);

/** Long words are rarer than short ones: words of six letters and more count a second time. */
function weightOf(list: (feature: string) => Sql): Sql {
  return duck`(${list('grams')} + ${list('longwords')})`;
}

function overlaps(least: number): Level['holds'] {
  return (l: Side, r: Side) => {
    const size = (side: Side): Sql => weightOf((feature) => duck`len(${side.feature(feature)})`);
    const shared = weightOf((feature) => duck`len(list_intersect(${l.feature(feature)}, ${r.feature(feature)}))`);
    return duck`${size(l)} >= ${least} * ${size(r)} AND ${size(r)} >= ${least} * ${size(l)} AND ${shared} * (1 + ${least}) >= ${least} * (${size(l)} + ${size(r)})`;
  };
}

export const family = defineFamily({
  name: 'free text',
  title: { en: 'Free text', zh: '自由文本' },
  says: {
    en: 'Titles and descriptions: how much of the words is the same, whatever their order; long words, which are rarer, count twice.',
    zh: '标题和描述:不论次序,词有多少相同;较长而少见的词计两次。',
  },
  settings,
  features: ['grams', 'longwords'],
  levels: ({ overlap }) => overlapLevels('text', overlap, overlaps),
  examples: [
    { left: 'CANON POWERSHOT SD1000 DIGITAL CAMERA SILVER', right: 'CANON POWERSHOT SD1000 SILVER DIGITAL CAMERA', level: 'text-0.75' },
    { left: 'CANON POWERSHOT SD1000 DIGITAL CAMERA SILVER', right: 'CANON POWERSHOT SD1000 CAMERA', level: 'text-0.5' },
    { left: 'CANON POWERSHOT SD1000 DIGITAL CAMERA SILVER', right: 'NIKON COOLPIX DIGITAL CAMERA SILVER', level: 'text-0.3' },
    { left: '宁波市海曙区人民法院', right: '海曙区人民法院', level: 'text-0.5' },
    { left: 'CANON CAMERA', right: 'GARDEN CHAIR', level: null },
  ],
});
