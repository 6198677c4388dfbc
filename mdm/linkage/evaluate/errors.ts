import { defineErrors, usageError } from '../../../core/errors.ts';

export const evaluateErrors = defineErrors({
  truthUnreadable: usageError(
    { en: 'The truth file {file} cannot be read: {reason}', zh: '无法读取真值文件 {file}：{reason}' },
    {
      en: 'Write it as CSV with a header: `id,cluster` (with `file` before it where there are several files), or `left_id,right_id,match`.',
      zh: '请写成带表头的 CSV：`id,cluster`（多个文件时前加 `file`），或 `left_id,right_id,match`。',
    },
  ),
  truthEmpty: usageError(
    { en: 'The truth file {file} is empty.', zh: '真值文件 {file} 为空。' },
    {
      en: 'Its first line names the columns: `id,cluster`, or `left_id,right_id,match`.',
      zh: '首行应为列名：`id,cluster`，或 `left_id,right_id,match`。',
    },
  ),
  truthColumnsUnknown: usageError(
    {
      en: 'The truth file {file} has the columns {found}; from these no truth can be read.',
      zh: '真值文件 {file} 的列为 {found}，无法从中读出真值。',
    },
    {
      en: 'Name its columns `id,cluster` (with `file` before it where there are several files), or `left_id,right_id,match`.',
      zh: '请将列命名为 `id,cluster`（多个文件时前加 `file`），或 `left_id,right_id,match`。',
    },
  ),
  truthOfOthers: usageError(
    {
      en: 'None of the {rows} rows of the truth file {file} names a record of the files.',
      zh: '真值文件 {file} 的 {rows} 行均不对应任何记录。',
    },
    {
      en: 'Its ids must be those of the column that the model names as `id` (without one: the number of the row, from 1); `file` is the file’s name without its folder.',
      zh: '其中的 id 应取自模型 `id` 所指的列（未指定时为从 1 起的行号）；`file` 为不含文件夹的文件名。',
    },
  ),
  labelsWithoutMatch: usageError(
    {
      en: 'The {lines} lines of labels call no two records one entity; there is nothing to learn from.',
      zh: '标签文件的 {lines} 行中没有任何两条记录属于同一实体，无从学习。',
    },
    {
      en: 'Label some pairs that match (better fifty and more), or leave the labels out: then the model learns from the files themselves.',
      zh: '请标注一些匹配的记录对（最好五十对以上），或不提供标签，由模型自行学习。',
    },
  ),
  truthAmbiguous: usageError(
    {
      en: 'Line {line} of the truth file {file} names an id that {records} records have.',
      zh: '真值文件 {file} 第 {line} 行的 id 对应 {records} 条记录。',
    },
    {
      en: 'Add the column `file` with the file’s name (for pairs `left_file` and `right_file`); within one file ids must differ.',
      zh: '请加一列 `file` 写明文件名（成对形式为 `left_file` 和 `right_file`）；同一文件内 id 不得重复。',
    },
  ),
  truthContradicts: usageError(
    {
      en: 'Lines {line} and {other} of the truth file {file} say different things of the same record or pair.',
      zh: '真值文件 {file} 第 {line} 行与第 {other} 行对同一记录或同一对记录的说法不一致。',
    },
    { en: 'Keep the line that is right.', zh: '请只保留正确的一行。' },
  ),
  truthMatchUnknown: usageError(
    {
      en: 'Line {line} of the truth file {file} does not say yes or no in the column `match`.',
      zh: '真值文件 {file} 第 {line} 行的 `match` 列既非是也非否。',
    },
    {
      en: 'Write 1 or 0, true or false, yes or no, or a number from 0 to 1 (from 0.5 on: a match).',
      zh: '请写 1 或 0、true 或 false、是 或 否，或 0 到 1 的数（0.5 及以上为匹配）。',
    },
  ),
});
