import { defineErrors } from '../core/errors.ts';

export const comparisonsErrors = defineErrors({
  comparisonUnknown: {
    status: 404,
    scope: 'run',
    retry: false,
    message: { en: 'There is no comparison {name}.', zh: '没有名为 {name} 的比对。' },
    fix: { en: 'The comparisons here: {known}.', zh: '现有比对：{known}。' },
  },
  comparisonFailed: {
    status: 422,
    scope: 'run',
    retry: false,
    message: { en: '{file}, line {line}: {reason}', zh: '{file} 第 {line} 行：{reason}' },
    fix: {
      en: 'Correct the SQL in that line. The views and their columns are listed in docs/comparisons.md. The other comparisons ran; the cases of this one are as they were.',
      zh: '请修改该行 SQL。可用视图及其列见 docs/comparisons.md。其他比对已照常运行，本比对的疑点保持不变。',
    },
  },
  comparisonHitWrong: {
    status: 422,
    scope: 'run',
    retry: false,
    message: { en: '{file}: its hits cannot become cases: {reason}', zh: '{file}：命中结果无法成为疑点：{reason}' },
    fix: {
      en: 'Let the SELECT give what docs/comparisons.md lists under "What a hit is". The cases of this comparison are as they were.',
      zh: '请使 SELECT 给出 docs/comparisons.md“What a hit is”一节所列的列。本比对的疑点保持不变。',
    },
  },
  comparisonRunning: {
    status: 409,
    scope: 'run',
    retry: true,
    message: { en: 'Another process is running comparisons at this moment.', zh: '另一个进程正在运行比对。' },
    fix: { en: 'Wait until it has finished; `sanku runs` shows it.', zh: '请等待其完成；可用 `sanku runs` 查看。' },
  },
  caseUnknown: {
    status: 404,
    scope: 'run',
    retry: false,
    message: { en: 'There is no case {id}.', zh: '没有编号为 {id} 的疑点。' },
    fix: {
      en: 'Take the id from `sanku cases` or GET /cases; it begins with k-.',
      zh: '请从 `sanku cases` 或 GET /cases 获取以 k- 开头的疑点编号。',
    },
  },
  caseDecisionInvalid: {
    status: 422,
    scope: 'run',
    retry: false,
    message: { en: 'Case {id} cannot be decided like this: {reason}', zh: '疑点 {id} 无法这样处理：{reason}' },
    fix: {
      en: 'Say confirmed, dismissed or open (which takes a decision back), who decides and why. An obsolete case needs no decision.',
      zh: '请给出 confirmed、dismissed 或 open（撤回决定），并说明处理人和理由。已失效（obsolete）的疑点无需处理。',
    },
  },
  caseCursorInvalid: {
    status: 400,
    scope: 'run',
    retry: false,
    message: { en: 'The list of cases cannot go on after {after}.', zh: '疑点列表无法从 {after} 之后继续。' },
    fix: { en: 'Give "after" the value of "next" from the answer before.', zh: 'after 应取上一次返回的 next 值。' },
  },
  caseLimitInvalid: {
    status: 400,
    scope: 'run',
    retry: false,
    message: { en: 'One list shows 1 to {most} cases, not {limit}.', zh: '一次可列出 1 至 {most} 条疑点，不能列出 {limit} 条。' },
    fix: {
      en: 'Give a limit from 1 to {most}; go on with --after and the value of "next". For all cases in one file: `sanku export cases`.',
      zh: 'limit 应为 1 至 {most}；如需继续，请在 --after 中填写 next 的值。导出全部疑点请用 `sanku export cases`。',
    },
  },
});
