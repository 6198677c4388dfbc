import type { DivisionPlan, DivisionVersion, HubDivisions } from '../hub-divisions.ts';
import { wordLabel } from './labels.ts';
import type { Language } from './settings.ts';
import { formatTable } from './table.ts';

type Division = NonNullable<ReturnType<HubDivisions['division']>>;
type History = NonNullable<ReturnType<HubDivisions['history']>>;

const CHANGES = {
  added: { en: 'added', zh: '新增' },
  ended: { en: 'ended', zh: '撤销' },
  renamed: { en: 'renamed', zh: '更名' },
  moved: { en: 'moved', zh: '改隶' },
  corrected: { en: 'corrected', zh: '更正' },
  removed: { en: 'removed', zh: '删除' },
};
/** More would scroll by unread; `--json` has all. */
const MOST_SHOWN = 20;

/** What an import changes, and what has to be read again. */
export function planText({ changes, counts, affected, divisions }: DivisionPlan, language: Language): string {
  const zh = language === 'zh';
  if (changes.length === 0) return zh ? '与现有区划表相同，没有变化。' : 'The same as the table in force. Nothing changes.';
  const numbers = Object.entries(counts).filter(([, count]) => count > 0);
  const summary = numbers.map(([change, count]) => `${CHANGES[change as keyof typeof CHANGES][language]} ${count}`).join(zh ? '，' : ', ');
  const titles = zh ? ['代码', '名称', '变化', '原', '现'] : ['code', 'name', 'change', 'before', 'now'];
  const rows = changes
    .slice(0, MOST_SHOWN)
    .map(({ code, name, change, before, now }) => [code, name, CHANGES[change][language], before, now]);
  const parts = [
    zh ? `新表 ${divisions.length} 行：${summary}` : `${divisions.length} rows in the new table: ${summary}`,
    formatTable(titles, rows),
  ];
  if (changes.length > MOST_SHOWN)
    parts.push(zh ? `其余 ${changes.length - MOST_SHOWN} 项见 --json` : `and ${changes.length - MOST_SHOWN} more: --json`);
  if (affected.length > 0) {
    parts.push(zh ? '须重新读取的来源：' : 'Sources to be read again:');
    const read = affected.map(({ source, deliveries, rows: count }) => [source, deliveries, count]);
    parts.push(formatTable(zh ? ['来源', '交付', '行数'] : ['source', 'deliveries', 'rows'], read));
  }
  return parts.join('\n\n');
}

interface Versions {
  versions: DivisionVersion[];
  levels: { level: string; inForce: number; ended: number }[];
}

export function versionsText({ versions, levels }: Versions, language: Language): string {
  const zh = language === 'zh';
  const counted = formatTable(
    zh ? ['级别', '现有', '已撤销'] : ['level', 'in force', 'ended'],
    levels.map(({ level, inForce, ended }) => [wordLabel(level, language), inForce, ended]),
  );
  if (versions.length === 0) {
    return `${counted}\n\n${zh ? '未导入过区划表：采用配置目录中的 divisions.csv。' : 'No table was ever imported: divisions.csv of the configuration is in force.'}`;
  }
  const rows = versions.map(({ id, importedAt, importedBy, title, rows: count, changes, pending }) => [
    ...[id, importedAt.toISOString().slice(0, 16).replace('T', ' '), importedBy, title, count],
    ...[changes.added, changes.ended, changes.renamed + changes.moved, pending.join(' ')],
  ]);
  const titles = zh
    ? ['版本', '导入时间', '导入人', '来自', '行数', '新增', '撤销', '更名改隶', '待重读']
    : ['version', 'imported', 'by', 'from', 'rows', 'added', 'ended', 'renamed or moved', 'to be read again'];
  return `${formatTable(titles, rows)}\n\n${counted}`;
}

export function divisionText(division: Division, language: Language): string {
  const zh = language === 'zh';
  const { code, name, level, on, inForce, path, today, validFrom, validTo } = division;
  const place = path.map((each) => each.name).join(' › ');
  const when = inForce ? (zh ? `${on} 有效` : `in force on ${on}`) : zh ? `${on} 无效` : `not in force on ${on}`;
  const heirs = today.map(
    (heir) => `${heir.code} ${heir.name}${heir.share === undefined || heir.share === 1 ? '' : ` ${heir.share * 100}%`}`,
  );
  const lines = [
    `${code} ${name}  ${wordLabel(level, language)}  ${validFrom ?? ''}…${validTo ?? ''}  ${when}`,
    place,
    heirs.length === 0 ? (zh ? '现属：未知' : 'today: not known') : `${zh ? '现属' : 'today'}: ${heirs.join(', ')}`,
  ];
  return lines.join('\n');
}

export function childrenText(children: readonly { code: string; name: string; level: string }[], language: Language): string {
  if (children.length === 0) return '';
  const titles = language === 'zh' ? ['下级', '名称', '级别'] : ['below', 'name', 'level'];
  return formatTable(
    titles,
    children.map(({ code, name, level }) => [code, name, wordLabel(level, language)]),
  );
}

export function historyText({ items, predecessors }: History, language: Language): string {
  const zh = language === 'zh';
  const titles = zh ? ['代码', '名称', '自', '至', '去向'] : ['code', 'name', 'from', 'to', 'went to'];
  const row = ({ code, name, validFrom, validTo, successors }: History['items'][number]) => [
    ...[code, name, validFrom, validTo],
    successors.map((heir) => `${heir.code} ${heir.name}${heir.on === undefined ? '' : ` [${heir.on}]`}`).join(', '),
  ];
  const parts = [formatTable(titles, items.map(row))];
  if (predecessors.length > 0) parts.push(zh ? '并入者：' : 'What went into it:', formatTable(titles, predecessors.map(row)));
  return parts.join('\n\n');
}
