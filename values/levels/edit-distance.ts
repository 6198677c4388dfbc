import { Type } from 'typebox';
import { duck } from '../../core/duckdb/sql.ts';
import { defineFamily } from './contract.ts';

const settings = Type.Object(
  {
    max: Type.Integer({ minimum: 1, maximum: 4, default: 1, description: 'largest number of changes; a level for each from 1' }),
    shortest: Type.Integer({ minimum: 1, default: 3, description: 'values with fewer characters are not compared' }),
  },
  { additionalProperties: false },
);

export const family = defineFamily({
  name: 'edit distance',
  title: { en: 'Edit distance', zh: '编辑距离' },
  says: {
    en: 'So many letters are different, missing, too many or swapped with their neighbour (Damerau–Levenshtein). Of Chinese texts, up to eight characters are compared one by one.',
    zh: '有若干字母或数字不同、缺少、多余或与相邻者互换(Damerau–Levenshtein)。中文逐字比较,不超过八个字。',
  },
  settings,
  features: [],
  levels: ({ max, shortest }) =>
    Array.from({ length: max }, (_, i) => i + 1).map((edits) => ({
      name: `edit-${edits}`,
      label: { en: edits === 1 ? 'one letter or digit off' : `${edits} letters or digits off`, zh: `相差${edits}个字符` },
      sentence: { en: `{left} and {right} are ${edits} ${edits === 1 ? 'change' : 'changes'} apart`, zh: `{left}与{right}相差${edits}处` },
      holds: (left, right) =>
        duck`${shortest} <= least(length(${left.value}), length(${right.value})) AND edits_within(${left.value}, ${right.value}, ${edits})`,
    })),
  examples: [
    { left: 'SMITH', right: 'SMYTH', level: 'edit-1' },
    { left: 'SMITH', right: 'SIMTH', level: 'edit-1' },
    { left: 'SMITH', right: 'SMIT', level: 'edit-1' },
    { left: 'SMITH', right: 'SSMITHS', level: null },
    { settings: { max: 2 }, left: 'SMITH', right: 'SSMITHS', level: 'edit-2' },
    { settings: { max: 2 }, left: 'SMITH', right: 'MSITHS', level: 'edit-2' },
    { left: 'AB', right: 'AC', level: null },
    { left: '海曙区', right: '海署区', level: 'edit-1' },
    { left: '海曙区', right: '海曙', level: null },
    { settings: { shortest: 2 }, left: '海曙区', right: '海曙', level: 'edit-1' },
    { left: '海曙区', right: '江北区', level: null },
    { settings: { shortest: 2 }, left: 'AB', right: 'AC', level: 'edit-1' },
  ],
});
