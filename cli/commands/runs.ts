import type { Command } from '../command.ts';
import { wordLabel } from '../labels.ts';
import { wholeNumber } from '../options.ts';
import { formatTable } from '../table.ts';

const TITLES = {
  en: ['id', 'kind', 'source', 'status', 'started', 'seconds', 'why failed'],
  zh: ['编号', '种类', '来源', '状态', '开始', '秒', '失败原因'],
};

export const command: Command = {
  name: 'runs',
  summary: { en: 'what the hub did: landing, publishing, comparing', zh: '运行记录：入库、发布、比对' },
  options: [{ flags: '--limit <number>', says: { en: 'at most so many, newest first', zh: '最多条数，最新在前' }, default: '50' }],
  async run(context, { options }) {
    const limit = wholeNumber(options, 'limit');
    const runs = await (await context.hub()).catalogue.runs({ limit });
    const { language } = context.settings;
    const rows = runs.map(({ id, kind, source, status, startedAt, endedAt, error }) => {
      const started = new Date(startedAt);
      const seconds =
        endedAt === null || endedAt === undefined ? null : Math.round((new Date(endedAt).getTime() - started.getTime()) / 100) / 10;
      return [id, wordLabel(kind, language), source, wordLabel(status, language), started.toISOString(), seconds, error?.code];
    });
    return { json: runs, text: formatTable(TITLES[language], rows) };
  },
};
