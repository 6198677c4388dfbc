/** Learned names for people. */
import type { Doubt, DoubtCode, EntryDetails, GazetteerEntry, GazetteerVersion, NameState } from '../hub-gazetteer.ts';
import type { Language } from './settings.ts';
import { formatTable } from './table.ts';

const TITLES = {
  en: ['kind', 'name', 'division', 'records', 'sources', 'first seen', 'last seen', 'state', 'doubts'],
  zh: ['类别', '名称', '区划', '记录', '来源', '首次', '最近', '状态', '疑点'],
};
const KINDS: Record<string, { en: string; zh: string }> = {
  road: { en: 'road', zh: '道路' },
  estate: { en: 'estate', zh: '小区' },
  community: { en: 'community', zh: '社区' },
};
const STATES: Record<NameState, { en: string; zh: string }> = {
  used: { en: 'used', zh: '在用' },
  doubtful: { en: 'doubtful', zh: '存疑' },
  accepted: { en: 'accepted', zh: '已认可' },
  rejected: { en: 'rejected', zh: '已否定' },
  renamed: { en: 'renamed', zh: '已更名' },
};
/** `{about}` is the other name, division or kind. */
const DOUBTS: Record<DoubtCode, { en: string; zh: string }> = {
  seldom: { en: 'in one or two records only', zh: '仅出现在一两条记录中' },
  gone: { en: 'in no record any more', zh: '已无记录使用' },
  unsure: { en: 'the parser is not sure that it is one', zh: '解析把握不足' },
  looksLikePlace: { en: 'looks like a point of interest', zh: '像是地点或单位名称' },
  elsewhere: { en: 'far more often in {about}', zh: '更多见于 {about}' },
  similar: { en: 'one character apart from {about}', zh: '与 {about} 仅一字之差' },
  otherKind: { en: 'far more often a {about}', zh: '更多作为 {about}' },
};

export function stateText(state: NameState, language: Language): string {
  return STATES[state][language];
}

function doubtText({ code, about }: Doubt, language: Language): string {
  return DOUBTS[code][language].replace('{about}', KINDS[about]?.[language] ?? about);
}

function rowOf(entry: GazetteerEntry, language: Language): string[] {
  const { kind, name, division, records, sources, firstSeen, lastSeen, state, doubts, decision } = entry;
  const told = decision?.newName ? `${STATES[state][language]} → ${decision.newName}` : STATES[state][language];
  return [
    ...[KINDS[kind]![language], name, division, String(records), String(sources), firstSeen, lastSeen, told],
    doubts.map((doubt) => doubtText(doubt, language)).join(language === 'zh' ? '；' : '; '),
  ];
}

interface Listed {
  version: GazetteerVersion | undefined;
  total: number;
  items: readonly GazetteerEntry[];
}

export function namesText({ version, total, items }: Listed, language: Language): string {
  if (version === undefined)
    return language === 'zh'
      ? '尚未学习任何名称：导入含地址的数据后即有。'
      : 'No names were learned yet: they come with the first import of addresses.';
  const shown = items.length < total ? (language === 'zh' ? `，显示 ${items.length} 条` : `, ${items.length} shown`) : '';
  const head =
    language === 'zh'
      ? `第 ${version.id} 版，在用名称 ${version.names} 个；共 ${total} 条${shown}`
      : `version ${version.id}, ${version.names} names in use; ${total} names${shown}`;
  return items.length === 0
    ? head
    : `${head}\n\n${formatTable(
        TITLES[language],
        items.map((entry) => rowOf(entry, language)),
      )}`;
}

export function nameText(entry: EntryDetails, language: Language): string {
  const table = formatTable(TITLES[language], [rowOf(entry, language)]);
  const sources = entry.bySource.map(({ source, records, firstSeen, lastSeen }) => `  ${source}: ${records} (${firstSeen} – ${lastSeen})`);
  const decisions = entry.decisions.map(({ decision, newName, decidedAt, decidedBy, why }) => {
    const state = decision === 'open' ? (language === 'zh' ? '撤销' : 'reopened') : STATES[decision][language];
    const reason = why === null ? '' : `: ${why}`;
    return `  ${decidedAt.toISOString().slice(0, 10)} ${decidedBy}: ${state}${newName === null ? '' : ` → ${newName}`}${reason}`;
  });
  return [table, ...sources, ...decisions].join('\n');
}
