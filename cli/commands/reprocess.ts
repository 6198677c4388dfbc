import { reprocess } from '../../hub-administration.ts';
import type { Command } from '../command.ts';
import { reworkResult } from '../rework-result.ts';
import { formatTable } from '../table.ts';

const TITLES = {
  en: ['delivery', 'as of', 'read', 'accepted', 'rejected', 'new', 'changed', 'absent'],
  zh: ['交付', '数据日期', '读取', '接受', '拒绝', '新增', '变化', '缺席'],
};

export const command: Command = {
  name: 'reprocess',
  summary: { en: 'read all deliveries of a source again, after its YAML changed', zh: '来源的 YAML 修改后，重新读取其全部交付' },
  words: [{ name: '<source>', says: { en: 'department.feed', zh: '部门.数据' } }],
  details: {
    en: 'From the original files, in the order of their as-of dates, under the present configuration. All or nothing: until it ends, the old state is served.',
    zh: '按数据日期顺序，从原件重新读取，采用当前配置。要么全部生效，要么不变：结束之前仍提供原有数据。',
  },
  // What failed stands in the result.
  logLevel: 'error',
  async run(context, { words }) {
    const [source = ''] = words;
    const hub = await context.hub();
    await context.record(hub, 'reprocess', { source });
    const { deliveries, ...published } = await reprocess(hub, source);
    const rows = deliveries.map(({ delivery, asOf, read, accepted, rejected, new: added, changed, absent }) => [
      ...[delivery, asOf, read, accepted, rejected, added, changed, absent],
    ]);
    const text = formatTable(TITLES[context.settings.language], rows);
    return reworkResult(context, { json: { source, deliveries }, text, published });
  },
};
