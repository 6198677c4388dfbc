import type { ImportResult, Published } from '../hub.ts';
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

const FINDING_TITLES = { en: ['source', 'finding', 'severity', 'column', 'rows'], zh: ['来源', '检查结果', '级别', '列', '行数'] };
const SEVERITY = { error: { en: 'error', zh: '错误' }, warning: { en: 'warning', zh: '警告' } };
const TRIED = { ...STATUS, waiting: { en: 'would be taken in', zh: '可以导入' }, refused: { en: 'would be refused', zh: '将被拒绝' } };

/** What an import did, for people. */
export function importText({ deliveries, ...published }: ImportResult, language: Language): string {
  return [countsTable(deliveries, { status: STATUS, language }), publishedText(published, language)].join('\n\n');
}

/** What an import would do, and what was found. */
export function trialText(deliveries: ImportResult['deliveries'], language: Language): string {
  const found = deliveries.flatMap(({ source, findings }) =>
    findings.map(({ code, severity, field, count }) => [source, code, SEVERITY[severity][language], field, count]),
  );
  const parts = [countsTable(deliveries, { status: TRIED, language })];
  if (found.length > 0) parts.push(formatTable(FINDING_TITLES[language], found));
  parts.push(language === 'zh' ? '仅试导入，未保存任何数据。' : 'This was a trial: nothing was kept.');
  return parts.join('\n\n');
}

function countsTable(
  deliveries: ImportResult['deliveries'],
  { status: words, language }: { status: typeof STATUS; language: Language },
): string {
  const rows = deliveries.map(({ source, delivery, status, read, accepted, rejected, new: added, changed, absent }) => [
    ...[source, delivery, words[status][language]],
    ...[read, accepted, rejected, added, changed, absent],
  ]);
  return formatTable(TITLES[language], rows);
}

/** What changed in the golden data and in the cases. */
export function publishedText({ publish, comparisons }: Published, language: Language): string {
  const parts: string[] = [];
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
