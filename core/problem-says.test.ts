import { expect, test } from '@jest/globals';
import { Type } from 'typebox';
import { problemSays } from './problem-says.ts';
import { compileSchema } from './validate.ts';

const check = compileSchema(
  Type.Object(
    { day: Type.String({ format: 'date' }), list: Type.Array(Type.String(), { minItems: 1 }), many: Type.Integer({ maximum: 5 }) },
    { additionalProperties: false },
  ),
);

test('what is wrong with a form is told in both languages, each mistake by itself', () => {
  const checked = check({ day: '2026-13-01', list: [], many: 6, other: 1 });
  if (checked.ok) throw new Error('it should be refused');
  expect(checked.problems.map(problemSays).sort((a, b) => a.en.localeCompare(b.en))).toEqual([
    { en: 'is not known here', zh: '此处没有此项' },
    { en: 'must be 5 at most', zh: '不得大于 5' },
    { en: 'must be a day such as 2026-10-01', zh: '应为日期，如 2026-10-01' },
    { en: 'must not be empty', zh: '不能为空' },
  ]);
  const missing = check({ list: 'x', many: 'y' });
  if (missing.ok) throw new Error('it should be refused');
  expect(missing.problems.map((problem) => problemSays(problem).zh).sort()).toEqual(['应为列表', '应为整数', '缺少此项'].sort());
});
