import { Type } from 'typebox';
import { duck } from '../../core/duckdb/sql.ts';
import { defineFamily, level } from './contract.ts';

const settings = Type.Object(
  {
    at: Type.Array(Type.Number({ minimum: 0.5, maximum: 0.999 }), {
      default: [0.92, 0.85],
      minItems: 1,
      description: 'a level for each similarity from 0 to 1, highest first',
    }),
  },
  { additionalProperties: false },
);

export const family = defineFamily({
  name: 'jaro-winkler',
  title: { en: 'Jaro–Winkler', zh: 'Jaro–Winkler 相似度' },
  says: {
    en: 'Most letters are the same and near their place; a common beginning counts more. For names and words in letters.',
    zh: '多数字母相同且位置相近,开头相同者更相似。用于拼音文字的姓名和词语。',
  },
  settings,
  features: [],
  levels: ({ at }) =>
    [...at]
      .sort((a, b) => b - a)
      .map((least) =>
        level(
          `jaro-winkler-${least}`,
          [`alike (Jaro–Winkler ${least} or more)`, `相似(Jaro–Winkler 不低于${least})`],
          (left, right) => duck`jaro_winkler_similarity(${left.value}, ${right.value}, ${least}::DOUBLE) >= ${least}`,
        ),
      ),
  examples: [
    { left: 'MARTHA', right: 'MARHTA', level: 'jaro-winkler-0.92' },
    { left: 'DWAYNE', right: 'DUANE', level: null },
    { settings: { at: [0.8] }, left: 'DWAYNE', right: 'DUANE', level: 'jaro-winkler-0.8' },
    { left: 'ANNA', right: 'PETER', level: null },
  ],
});
