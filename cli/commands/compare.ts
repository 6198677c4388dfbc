import type { Command } from '../command.ts';
import { formatTable } from '../table.ts';

const TITLES = { en: ['comparison', 'hits', 'opened', 'closed', 'seconds'], zh: ['比对', '命中', '新增疑点', '关闭', '秒'] };

export const command: Command = {
  name: 'compare',
  summary: { en: 'ask what no single department can answer', zh: '运行跨部门比对' },
  subcommands: [
    {
      name: 'run',
      isDefault: true,
      summary: { en: 'run comparisons; all where none is named', zh: '运行比对；不指定则全部运行' },
      words: [{ name: '[names...]', says: { en: 'names of comparisons', zh: '比对名称' } }],
      options: [{ flags: '--sql', says: { en: 'print each DuckDB statement before it runs', zh: '执行前打印每条 DuckDB 语句' } }],
      // What failed stands in the result.
      logLevel: 'error',
      async run(context, { words }) {
        const hub = await context.hub();
        await context.record(hub, 'compare', { names: words });
        context.progress.show({ says: context.text({ en: 'comparing', zh: '正在比对' }) });
        const results = await hub.compare(words.length === 0 ? undefined : words);
        const rows = results.map(({ comparison, hits, opened, closed, seconds }) => [comparison, hits, opened, closed, seconds]);
        return { json: results, text: formatTable(TITLES[context.settings.language], rows) };
      },
    },
  ],
};
