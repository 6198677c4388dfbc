import type { Command } from '../command.ts';
import { formatTable } from '../table.ts';

export const command: Command = {
  name: 'sources',
  summary: { en: 'list the sources of the configuration', zh: '列出配置中的来源' },
  async run(context) {
    const hub = await context.hub();
    const sources = await hub.catalogue.sources();
    const titles =
      context.settings.language === 'zh' ? ['来源', '名称', '方式', '计划', '单位'] : ['source', 'title', 'kind', 'schedule', 'owner'];
    const rows = sources.map(({ source, title, kind, schedule, owner }) => [source, context.text(title), kind, schedule, owner.unit]);
    return { json: sources, text: formatTable(titles, rows) };
  },
};
