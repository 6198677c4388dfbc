import { defineErrors } from '../../core/errors.ts';

export const linkageErrors = defineErrors({
  tooManyPairs: {
    status: 400,
    scope: 'run',
    retry: false,
    message: {
      en: 'The blocking rules give {pairs} pairs to compare, more than the {maxPairs} allowed. Most come from `{rule}`: {rulePairs} pairs, {records} records alone share {values}.',
      zh: '分块规则产生 {pairs} 对待比较记录，超过上限 {maxPairs}。其中最多的是 `{rule}`：{rulePairs} 对，仅“{values}”一个值就有 {records} 条记录。',
    },
    fix: {
      en: 'Add a column to that rule under `blocking`, or allow smaller blocks only (maxBlock).',
      zh: '请在 `blocking` 中为该规则增加一列，或调小 maxBlock。',
    },
  },
});
