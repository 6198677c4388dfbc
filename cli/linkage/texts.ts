/** What the matching commands print for people. */

import type { Bilingual } from '../../core/errors.ts';
import type { Evaluation, LinkedFiles, RuleFigures, Warning } from '../../hub-linkage.ts';
import { type ClusterHistory, type Evidence, sayPair } from '../../hub-linkage-evidence.ts';
import type { Language } from '../settings.ts';
import { formatTable } from '../table.ts';

const number = (value: number) => Math.round(value).toLocaleString('en');
const share = (value: number) => value.toFixed(4);
const signed = (weight: number) =>
  weight
    .toFixed(1)
    .replace(/^-0\.0$/, '0.0')
    .replace(/^-/, '−')
    .replace(/^(?=[1-9]|0\.[1-9])/, '+');

export function linkText({ out, metrics, warnings }: LinkedFiles, language: Language): string {
  const { records, clusters, candidatePairs, joinPairs, reviewPairs, seconds, peakMemoryMb } = metrics;
  const summary = {
    en: `${number(records)} records are ${number(clusters)} clusters. ${number(candidatePairs)} pairs compared, ${number(joinPairs)} joined, ${number(reviewPairs)} to review. ${seconds} s, ${peakMemoryMb} MB.`,
    zh: `${number(records)} 条记录归为 ${number(clusters)} 个实体。比较 ${number(candidatePairs)} 对，判为同一 ${number(joinPairs)} 对，待复核 ${number(reviewPairs)} 对。用时 ${seconds} 秒，内存 ${peakMemoryMb} MB。`,
  };
  const files = {
    en: `${out}: report.html (open it in a browser), clusters.csv, pairs.csv, metrics.json, model.json`,
    zh: `${out}：report.html（用浏览器打开）、clusters.csv、pairs.csv、metrics.json、model.json`,
  };
  const truth =
    metrics.pairs === null
      ? []
      : [measureTable({ ...metrics, pairs: metrics.pairs }, language), recallText(metrics.candidateRecall, language)];
  return [summary[language], ...warningLines(warnings, language), ...truth, files[language]].join('\n\n');
}

export function warningLines(warnings: readonly Warning[], language: Language): string[] {
  return warnings.map(({ message, fix }) => `! ${message[language]}\n  → ${fix[language]}`);
}

type Measures = Pick<Evaluation, 'bcubed'> & { pairs: Evaluation['pairs']; best: { threshold: number; f1: number } | null };

export function measureTable({ pairs, bcubed, best }: Measures, language: Language): string {
  const titles = { en: ['', 'precision', 'recall', 'F1'], zh: ['', '精确率', '召回率', 'F1'] };
  const names = { en: ['pairs', 'B³', 'best of all thresholds'], zh: ['成对', 'B³', '最佳阈值'] };
  const row = (name: string, measure: Evaluation['pairs'] | null) =>
    measure === null ? [] : [[name, share(measure.precision), share(measure.recall), share(measure.f1)]];
  const [first, second, third] = names[language] as [string, string, string];
  const bestRow = best === null ? [] : [[`${third} (${signed(best.threshold)})`, null, null, share(best.f1)]];
  return formatTable(titles[language], [...row(first, pairs), ...row(second, bcubed), ...bestRow]);
}

function recallText(candidateRecall: number | null, language: Language): string {
  const said = candidateRecall === null ? '–' : share(candidateRecall);
  return language === 'zh' ? `全部真实匹配对中参与比较的比例：${said}` : `Of all true pairs, compared at all: ${said}`;
}

export function truthNote({ truth: { lines, known, form } }: Evaluation, language: Language): string {
  const said: Bilingual = {
    en: `${number(known)} of the truth's ${number(lines)} lines name ${form === 'pairs' ? 'pairs' : 'records'} of these files; the others were left out.`,
    zh: `真值 ${number(lines)} 行中有 ${number(known)} 行对应这些文件的${form === 'pairs' ? '记录对' : '记录'}，其余已略过。`,
  };
  return said[language];
}

export function blocksText({ rules, records }: { rules: readonly RuleFigures[]; records: number }, language: Language): string {
  const titles = {
    en: ['rule', 'pairs', 'a record', 'tightened', 'left out', 'records left out'],
    zh: ['规则', '记录对', '每条记录', '收紧', '略过', '略过的记录'],
  };
  const rows = rules.map(({ name, pairs, tightened, leftOut, recordsLeftOut }) => [
    name,
    number(pairs),
    (pairs / Math.max(1, records)).toFixed(1),
    tightened,
    leftOut,
    recordsLeftOut,
  ]);
  const blocks = rules
    .flatMap(({ name, largest }) => largest.map((block) => ({ name, ...block })))
    .sort((a, b) => b.pairs - a.pairs)
    .slice(0, 15)
    .map(({ name, values, records: size, pairs }) => [values.join(' · '), name, number(size), number(pairs)]);
  const blockTitles = { en: ['largest blocks', 'rule', 'records', 'pairs'], zh: ['最大的分块', '规则', '记录', '记录对'] };
  return [formatTable(titles[language], rows), ...(blocks.length === 0 ? [] : [formatTable(blockTitles[language], blocks)])].join('\n\n');
}

export function evidenceText(evidence: Evidence, language: Language): string {
  const { left, right, fields, prior, total, candidateKeys } = evidence;
  const titles = {
    en: ['field', left.id, right.id, 'level', 'weight'],
    zh: ['字段', left.id, right.id, '一致程度', '权重'],
  };
  const begin = { en: 'before any comparison', zh: '比较之前' };
  const end = { en: 'together', zh: '合计' };
  const rows = [
    [begin[language], null, null, null, signed(prior)],
    ...fields.map((field) => [field.field, field.left, field.right, field.label[language], signed(field.weight)]),
    [end[language], null, null, null, signed(total)],
  ];
  const keys = candidateKeys.join(', ');
  const met = candidateKeys.length === 0 ? [] : [language === 'zh' ? `相遇于 ${keys}` : `Met by ${keys}`];
  return [sayPair(evidence)[language], formatTable(titles[language], rows), ...met].join('\n\n');
}

export function historyText({ records, columns, steps, sentence }: ClusterHistory, language: Language): string {
  const titles = language === 'zh' ? ['文件', '编号', ...columns] : ['file', 'id', ...columns];
  const members = formatTable(
    titles,
    records.map(({ file, id, values }) => [file, id, ...values]),
  );
  const lines = steps.map(({ step, left, right, by, evidence }) => {
    const names = (side: readonly { id: string }[]) => side.map(({ id }) => id).join(', ');
    const all = language === 'zh' ? '由全部记录对的证据合并得出' : 'by all their pairs taken together';
    const why = by === null ? all : evidence === undefined ? signed(by.weight) : sayPair(evidence)[language];
    return `${step}. ${names(left)} + ${names(right)}\n   ${why}`;
  });
  return [sentence[language], members, ...(lines.length === 0 ? [] : [lines.join('\n')])].join('\n\n');
}
