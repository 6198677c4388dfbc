import type { ImportResult } from '../hub.ts';
import type { Language } from './settings.ts';
import { formatTable } from './table.ts';

const STATUS = {
  waiting: { en: 'taken in', zh: '已导入' },
  repeated: { en: 'known already', zh: '此前已导入' },
  refused: { en: 'refused', zh: '被拒绝' },
};
const TITLES = {
  en: ['source', 'delivery', 'result', 'read', 'accepted', 'rejected', 'new', 'changed', 'absent'],
  zh: ['来源', '交付', '结果', '读取', '接受', '拒绝', '新增', '变化', '缺席'],
};
const CHANGE_TITLES = { en: ['entity', 'created', 'changed', 'merged', 'retired'], zh: ['实体', '新建', '变化', '合并', '注销'] };
const CASE_TITLES = { en: ['comparison', 'hits', 'opened', 'closed', 'seconds'], zh: ['比对', '命中', '新增疑点', '关闭', '秒'] };

/** What an import did, for people. */
export function importText({ deliveries, publish, comparisons }: ImportResult, language: Language): string {
  const rows = deliveries.map(({ source, delivery, status, read, accepted, rejected, new: added, changed, absent }) => [
    ...[source, delivery, STATUS[status][language]],
    ...[read, accepted, rejected, added, changed, absent],
  ]);
  const parts = [formatTable(TITLES[language], rows)];
  if (publish?.published === true) {
    const changes = Object.entries(publish.entities).map(([type, count]) => [
      type,
      count.created,
      count.changed,
      count.merged,
      count.retired,
    ]);
    parts.push(formatTable(CHANGE_TITLES[language], changes));
  } else {
    parts.push(language === 'zh' ? '没有变化。' : 'Nothing has changed.');
  }
  if (comparisons.length > 0) {
    parts.push(
      formatTable(
        CASE_TITLES[language],
        comparisons.map(({ comparison, hits, opened, closed, seconds }) => [comparison, hits, opened, closed, seconds]),
      ),
    );
  }
  return parts.join('\n\n');
}
