import { expect, test } from '@jest/globals';
import { scoreText } from './score-text.ts';

const measure = { precision: 1, recall: 0.5, f1: 2 / 3 };
const entity = { mentions: 4, missingInHub: 0, pairs: measure, bcubed: measure };
const none = { precision: 1, recall: 0, f1: 0, stated: 0, correct: 0, true: 3, found: 0 };
const some = { ...measure, stated: 2, correct: 2, true: 4, found: 2 };
const report = {
  ...{ person: entity, company: entity, house: entity },
  wrongs: { 'two-pensions': { ...none, byNumber: none }, 'pension-after-death': { ...some, byNumber: some } },
} as unknown as Parameters<typeof scoreText>[0];

test('a wrong of which nothing was stated has no precision: it is named below the table, with how often it is true', () => {
  const lines = scoreText(report, 'en').split('\n');
  expect(lines.filter((line) => line.startsWith('two-pensions'))).toEqual([]);
  expect(lines.find((line) => line.startsWith('pension-after-death'))).toMatch(/2 +2 +4 +2 +1\.0000 +0\.5000 +0\.6667/);
  expect(lines.at(-1)).toBe('True, but no comparison says anything of them: two-pensions (3)');
  expect(scoreText(report, 'zh')).toContain('没有比对给出结果：two-pensions (3)');
});
