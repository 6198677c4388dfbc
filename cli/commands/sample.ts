import path from 'node:path';
import { SHIPPED_CONFIG } from '../../hub.ts';
import { makeSample } from '../../samples/index.ts';
import { type Command, textOption } from '../command.ts';
import { wholeNumber } from '../options.ts';
import { formatTable } from '../table.ts';

export const command: Command = {
  name: 'sample',
  summary: { en: 'make a fictional city: the departments’ deliveries, and the truth', zh: '生成虚构城市：各部门的交付数据及真值' },
  options: [
    { flags: '--people <number>', says: { en: 'living residents', zh: '常住人口数' }, default: '10000' },
    {
      flags: '--seed <number>',
      says: { en: 'the same seed gives the same bytes', zh: '随机种子；种子相同，结果逐字节相同' },
      default: '1',
    },
    { flags: '--month <number>', says: { en: 'months of deliveries to write', zh: '生成交付的月数' }, default: '1' },
    { flags: '--out <folder>', says: { en: 'where the city is written', zh: '输出文件夹' }, mandatory: true },
  ],
  details: {
    en: 'Writes OUT/config, OUT/month-01/<department>/<feed>.<date>.<ending> … and OUT/truth/month-01/*.csv …',
    zh: '写出 OUT/config、OUT/month-01/<部门>/<数据>.<日期>.<扩展名> … 以及 OUT/truth/month-01/*.csv …',
  },
  async run(context, { options }) {
    const out = path.resolve(textOption(options, 'out')!);
    const request = { people: wholeNumber(options, 'people'), seed: wholeNumber(options, 'seed'), months: wholeNumber(options, 'month') };
    context.progress.show({ says: context.text({ en: 'simulating a city', zh: '正在模拟城市' }) });
    const configFolder = context.settings.configFolder ?? SHIPPED_CONFIG;
    const { months } = await makeSample({ ...request, out, configFolder, log: context.log });
    const rows = months.flatMap(({ month, asOf, rows: counts }) =>
      Object.entries(counts).map(([source, count]) => [month, asOf, source, count] as const),
    );
    const titles = context.settings.language === 'zh' ? ['月', '日期', '来源', '行数'] : ['month', 'as of', 'source', 'rows'];
    return { json: { out, months }, text: `${formatTable(titles, rows)}\n\n${out}` };
  },
};
