import { defineErrors } from '../core/errors.ts';

export const mdmErrors = defineErrors({
  ruleMisnamed: {
    status: 500,
    scope: 'process',
    retry: false,
    message: { en: 'The survivorship rule in {file} calls itself {name}.', zh: '文件 {file} 中的取值规则自称 {name}。' },
    fix: { en: 'Give the rule the name of its file.', zh: '请使规则名与文件名一致。' },
  },
  stepFailed: {
    status: 500,
    scope: 'run',
    retry: true,
    message: { en: 'Resolving stopped: {reason}', zh: '归并中断：{reason}' },
    fix: {
      en: 'The previous state is still served. Run the same command again; if it stops at the same step, report the step.',
      zh: '系统仍在提供上一次发布的结果。请重新运行同一命令；若仍在同一步骤中断，请报告该步骤。',
    },
  },
  memoryTooSmall: {
    status: 500,
    scope: 'run',
    retry: false,
    message: {
      en: 'Resolving stopped: it needs more memory at once than the {memoryMb} MB that DuckDB may take.',
      zh: '归并中断：所需内存超过 DuckDB 可用的 {memoryMb} MB。',
    },
    fix: {
      en: 'Raise memoryMb in hub.yaml, leaving a gigabyte for PostgreSQL and Node, and run the same command again. The previous state is still served.',
      zh: '请调高 hub.yaml 的 memoryMb（为 PostgreSQL 和 Node 留出约 1 GB），再次运行同一命令。系统仍在提供上一次发布的结果。',
    },
  },
  scoreFileMissing: {
    status: 400,
    scope: 'run',
    retry: false,
    message: { en: 'There is no file {file} to score with.', zh: '没有可供评分的文件 {file}。' },
    fix: {
      en: 'Name a truth folder that holds records.csv, for example CITY/truth/month-01, and files written by `sanku export`.',
      zh: '请指定含有 records.csv 的真值目录（例如 CITY/truth/month-01）以及 `sanku export` 导出的文件。',
    },
  },
  scoreFileUnreadable: {
    status: 400,
    scope: 'run',
    retry: false,
    message: {
      en: 'The truth in {folder}, or the answer beside it, cannot be read: {reason}',
      zh: '无法读取 {folder} 中的真值或待评分的结果：{reason}',
    },
    fix: {
      en: 'The files are CSV with a header: UTF-8, comma, the columns of `sanku export` and of the truth. Compare their first lines.',
      zh: '文件应为带表头的 CSV：UTF-8、逗号分隔，列与 `sanku export` 及真值文件一致。请对照各文件的首行。',
    },
  },
});
