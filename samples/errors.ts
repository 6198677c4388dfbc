import { defineErrors } from '../core/errors.ts';

export const samplesErrors = defineErrors({
  sampleSizeWrong: {
    status: 400,
    scope: 'process',
    retry: false,
    message: { en: 'A sample city of {people} people cannot be made.', zh: '无法生成 {people} 人的示例城市。' },
    fix: { en: 'Give a whole number of people from {least} to {most}.', zh: '请给出 {least} 到 {most} 之间的整数人数。' },
  },
  sampleMonthWrong: {
    status: 400,
    scope: 'process',
    retry: false,
    message: { en: 'The sample city has no month {months}.', zh: '示例城市没有第 {months} 个月。' },
    fix: { en: 'Give a whole number of months from 1 to {most}.', zh: '请给出 1 到 {most} 之间的整数月数。' },
  },
  sampleSeedWrong: {
    status: 400,
    scope: 'process',
    retry: false,
    message: { en: 'The seed {seed} is not a whole number.', zh: '种子 {seed} 不是整数。' },
    fix: { en: 'Give a whole number from 0 to {most}.', zh: '请给出 0 到 {most} 之间的整数。' },
  },
  sampleConfigMissing: {
    status: 400,
    scope: 'process',
    retry: false,
    message: { en: 'There is no configuration to copy in {folder}.', zh: '{folder} 中没有可复制的配置。' },
    fix: { en: 'Name the folder that holds hub.yaml and sources/.', zh: '请指定包含 hub.yaml 和 sources/ 的文件夹。' },
  },
});
