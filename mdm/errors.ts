import { defineErrors } from '../core/errors.ts';

export const mdmErrors = defineErrors({
  ruleMisnamed: {
    status: 500,
    scope: 'process',
    retry: false,
    message: { en: 'The survivorship rule in {file} calls itself {name}.', zh: '文件 {file} 中的存续规则自称 {name}。' },
    fix: { en: 'Give the rule the name of its file.', zh: '请使规则名与文件名一致。' },
  },
  publishRunning: {
    status: 409,
    scope: 'run',
    retry: true,
    message: { en: 'Another process is resolving and publishing at this moment.', zh: '另一个进程正在进行归一与发布。' },
    fix: { en: 'Wait until it has finished; `sanku runs` shows it.', zh: '请等待其完成；可用 `sanku runs` 查看。' },
  },
  stepFailed: {
    status: 500,
    scope: 'run',
    retry: true,
    message: { en: 'Resolving stopped: {reason}', zh: '归一中断：{reason}' },
    fix: {
      en: 'The previous state is still served. Run the same command again; if it stops at the same step, report the step.',
      zh: '系统仍在提供上一次发布的结果。请重新运行同一命令；若仍在同一步骤中断，请报告该步骤。',
    },
  },
});
