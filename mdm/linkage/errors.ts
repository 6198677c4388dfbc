import { defineErrors, type ErrorEntry } from '../../core/errors.ts';

/** What stops nothing, but stands beside the result: English and Chinese in turn. */
function hint(...[message, messageZh, fix, fixZh]: [string, string, string, string]): ErrorEntry {
  return { status: 400, scope: 'run', retry: false, message: { en: message, zh: messageZh }, fix: { en: fix, zh: fixZh } };
}

export const linkageErrors = defineErrors({
  modelInvalid: {
    status: 400,
    scope: 'run',
    retry: false,
    message: { en: 'Mistakes in the model: {count}\n{list}', zh: '模型有错误，共 {count} 处：\n{listZh}' },
    fix: { en: 'Correct the lines named.', zh: '请按所列行更正。' },
  },
  tableUnreadable: {
    status: 400,
    scope: 'run',
    retry: false,
    message: { en: 'The file {file} cannot be read: {reason}', zh: '无法读取文件 {file}：{reason}' },
    fix: {
      en: 'Give a CSV or TSV in UTF-8 with a header line and as many cells in each line; save it again where it is in another encoding.',
      zh: '请提供带表头、每行列数一致的 UTF-8 编码 CSV 或 TSV；其他编码请另存为 UTF-8。',
    },
  },
  fileTwice: {
    status: 400,
    scope: 'run',
    retry: false,
    message: { en: 'Two files are called {file}.', zh: '有两个文件同名：{file}。' },
    fix: { en: 'Rename one: results name records by file and id.', zh: '请改名其一：结果以文件名和编号标识记录。' },
  },
  noRecords: {
    status: 400,
    scope: 'run',
    retry: false,
    message: { en: 'There is no record in {files}.', zh: '{files} 中没有记录。' },
    fix: { en: 'Give a file with a header and at least one line below it.', zh: '请提供表头之下至少有一行的文件。' },
  },
  idTwice: {
    status: 400,
    scope: 'run',
    retry: false,
    message: {
      en: 'The column {column} of {file} does not name each record: {missing} lines have no id, {repeated} ids stand in several lines, the first again in line {line}.',
      zh: '{file} 的列 {column} 不能唯一标识记录：{missing} 行无编号，{repeated} 个编号重复，首个重复在第 {line} 行。',
    },
    fix: {
      en: 'Name another column as `id`, or leave `id` out: then the line numbers stand for ids.',
      zh: '请改用其他列作 `id`，或不写 `id`（以行号代替）。',
    },
  },
  columnAbsent: hint(
    'The file {file} has no column {column}; it is taken as empty there.',
    '文件 {file} 没有列 {column}，按空值处理。',
    'Nothing, if that is meant; else correct the header.',
    '如属预期无需处理，否则请更正表头。',
  ),
  columnEmpty: hint(
    'The column {column} has no usable value in any record; it tells nothing.',
    '列 {column} 没有任何可用值，不起作用。',
    'Leave it out of the model, or correct its kind.',
    '请从模型中删除该列，或更正其类型。',
  ),
  columnConstant: hint(
    'The column {column} has the same value in every record; it tells nothing.',
    '列 {column} 所有取值相同，不起作用。',
    'Leave it out of the model.',
    '请从模型中删除该列。',
  ),
  noRule: hint(
    'No blocking rule could be chosen: no records are compared, except those that are equal.',
    '无法选出分块规则：除完全相同的记录外均未比较。',
    'Write `blocking` in the model, or name further columns.',
    '请在模型中写明 `blocking`，或增加列。',
  ),
  ruleGivesNothing: hint(
    'The blocking rule `{rule}` brings no two records together.',
    '分块规则 `{rule}` 没有使任何两条记录成对。',
    'Leave it out, or look at what its columns hold.',
    '请删除该规则，或检查其列的内容。',
  ),
  blocksLeftOut: hint(
    'The blocking rule `{rule}` leaves out {blocks} values that too many records share, {records} records in all; the first is {values}.',
    '分块规则 `{rule}` 略去了 {blocks} 个过于常见的值，共 {records} 条记录；首个为“{values}”。',
    'Add a column to the rule. Other rules may still bring these records together.',
    '请为该规则增加一列；其他规则仍可能使这些记录成对。',
  ),
  cleanFileHasTwins: hint(
    'The file {file} is said to hold no duplicates, but {records} of its records equal an earlier one in every column of the model. They were kept apart.',
    '文件 {file} 声明无重复，但有 {records} 条记录与前面的记录在模型各列上完全相同，已分开处理。',
    'Take the file out of `noDuplicates`, or add a column that tells them apart.',
    '请从 `noDuplicates` 中去掉该文件，或增加可区分的列。',
  ),
  takenForClean: hint(
    'Hardly two records of the file {file} look like one entity: it is taken to hold no duplicates, and no two of its records are joined.',
    '文件 {file} 内几乎没有相似的记录，视为无重复，其内部记录互不归并。',
    'Nothing, if that is right; else name under `noDuplicates` only the files of which it is true.',
    '如属实无需处理；否则请在 `noDuplicates` 中只列出确实无重复的文件。',
  ),
  notConverged: hint(
    'The training did not settle within {rounds} rounds; weights may be rough.',
    '训练在 {rounds} 轮内未收敛，权重可能不准。',
    'Give more records, fewer levels or other blocking rules.',
    '请增加记录、减少层级或更换分块规则。',
  ),
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
