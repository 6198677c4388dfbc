import { defineErrors, usageError } from '../core/errors.ts';

export const divisionErrors = defineErrors({
  divisionFileUnreadable: usageError(
    { en: '{file} cannot be read: {reason}.', zh: '无法读取 {file}：{reason}。' },
    { en: 'Name a file that is there and that you may read.', zh: '请指定存在且可读的文件。' },
  ),
  divisionsUnusable: usageError(
    {
      en: '{count} mistakes in {file}; nothing was taken in, the present table stays in force:\n{list}',
      zh: '{file} 中有 {count} 处错误；未作任何改动，现有区划表继续有效：\n{listZh}',
    },
    { en: 'Correct them and import the file again.', zh: '请更正后重新导入。' },
  ),
  divisionsNothingNamed: usageError(
    { en: 'It is not said what to import.', zh: '没有说明要导入什么。' },
    {
      en: 'Name a CSV file, or --onto shipped for the table of China that comes with the program.',
      zh: '请指定 CSV 文件，或用 --onto shipped 采用随程序提供的全国区划表。',
    },
  ),
  divisionsOutdated: {
    status: 409,
    scope: 'process',
    retry: false,
    message: {
      en: 'The table of divisions was changed by another command; this process still holds the one before, and writes nothing under it.',
      zh: '另一条命令已更换区划表；本进程仍持有旧表，不再据此写入。',
    },
    fix: { en: 'End this process and start it again: `sanku start`.', zh: '请结束本进程后重新启动：`sanku start`。' },
  },
  areasUnusable: usageError(
    {
      en: '{count} mistakes in {file}; nothing was taken in, the present areas stay in force:\n{list}',
      zh: '{file} 中有 {count} 处错误；未作任何改动，现有区域继续有效：\n{listZh}',
    },
    { en: 'Correct them and import the file again.', zh: '请更正后重新导入。' },
  ),
  areasCrsMissing: usageError(
    { en: '{file} does not say in which coordinate system its polygons are.', zh: '{file} 未说明多边形的坐标系。' },
    {
      en: 'Ask who made it, and name it: --crs CGCS2000, WGS84, GCJ02 or BD09. They differ by up to 700 m.',
      zh: '请向制作单位核实后指定：--crs CGCS2000、WGS84、GCJ02 或 BD09，相差可达700米。',
    },
  ),
});
