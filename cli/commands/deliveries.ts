import { type Command, textOption } from '../command.ts';
import { wordLabel } from '../labels.ts';
import { wholeNumber } from '../options.ts';
import { formatTable } from '../table.ts';
import { upload } from '../upload-command.ts';
import { withdraw } from '../withdraw-command.ts';

const TITLES = {
  en: ['id', 'source', 'kind', 'as of', 'status', 'read', 'accepted', 'rejected', 'new', 'changed', 'absent', 'why'],
  zh: ['编号', '来源', '方式', '数据日期', '状态', '读取', '接受', '拒绝', '新增', '变化', '缺席', '原因'],
};

export const command: Command = {
  name: 'deliveries',
  summary: { en: 'what arrived, and what became of it', zh: '收到的交付及其处理结果' },
  subcommands: [
    upload,
    withdraw,
    {
      name: 'list',
      isDefault: true,
      summary: { en: 'list deliveries, newest first', zh: '列出交付，最新在前' },
      options: [
        { flags: '--source <id>', says: { en: 'of this source only', zh: '仅此来源' } },
        { flags: '--limit <number>', says: { en: 'at most so many', zh: '最多条数' }, default: '100' },
      ],
      async run(context, { options }) {
        const limit = wholeNumber(options, 'limit');
        const source = textOption(options, 'source');
        const hub = await context.hub();
        await context.record(hub, 'deliveries');
        const found = await hub.catalogue.deliveries({ limit, ...(source === undefined ? {} : { source }) });
        const { language } = context.settings;
        const rows = found.map((each) => [
          ...[
            each.id,
            each.source,
            wordLabel(each.kind, language),
            each.asOf,
            wordLabel(each.status, language),
            each.read,
            each.accepted,
            each.rejected,
          ],
          ...[each.new, each.changed, each.absent, each.error?.code ?? each.withdrawn?.why],
        ]);
        return { json: found, text: formatTable(TITLES[language], rows) };
      },
    },
  ],
};
