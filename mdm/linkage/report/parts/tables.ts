import { sayRecord } from '../../evidence/say.ts';
import { count, percent, share, signed } from '../../numbers.ts';
import type { ReportData, ReportRule, WrongKind } from '../contract.ts';
import { both, type Html, html } from '../html.ts';
import { pairChoice, pairView } from './pair.ts';
import { headings, section, trackBar } from './section.ts';

export function pairsPart({ pairs, files }: ReportData): Html {
  return section({
    id: 'pairs',
    title: { en: 'Pairs, step by step', zh: '逐项看一对记录' },
    says: {
      en: 'How a pair gets its weight: from the odds before any comparison, each field adds or takes away; the dashed lines are review and join. Chosen are the strongest, those nearest to the lines, and those with something against them.',
      zh: '一对记录的权重如何得出：从比较之前的优势比开始，各字段依次加减；虚线为复核线与合并线。所列为得分最高、最接近判定线以及存在反对证据的记录对。',
    },
    content: pairs.length === 0 ? html`<p class="empty">–</p>` : pairChoice(pairs, files.length > 1),
  });
}

const WRONG: Record<WrongKind, { en: string; zh: string }> = {
  joinedWrongly: { en: 'joined wrongly', zh: '误合并' },
  neverCompared: { en: 'missed: never compared', zh: '漏合并：未参与比较' },
  belowThreshold: { en: 'missed: too little evidence', zh: '漏合并：证据不足' },
  heldApart: { en: 'missed: held apart', zh: '漏合并：被否决或拆分' },
};

export function wrongPart({ wrong, truth, files }: ReportData): Html {
  if (truth === undefined) return html``;
  const all = truth.wrongJoins + truth.missed;
  const views = wrong.map(({ kind, evidence }) => {
    const names = `${sayRecord(evidence.left, files.length > 1)} – ${sayRecord(evidence.right, files.length > 1)}`;
    return html`<details><summary><span class="chip wrong">${both(WRONG[kind])}</span><span class="value">${names}</span><span class="none">${signed(evidence.total)}</span></summary><div>${pairView(evidence)}</div></details>`;
  });
  return section({
    id: 'wrong',
    title: { en: 'Wrong pairs', zh: '判错的记录对' },
    says: {
      en: `Where this link and the truth disagree, with the evidence: ${count(all)} pairs in all, ${count(wrong.length)} shown, of each kind the strongest first. Where the evidence is convincing, look at the truth as well.`,
      zh: `本次结果与真值不一致之处及其证据：共 ${count(all)} 对，列出 ${count(wrong.length)} 对，每类按权重从高到低。若证据确凿，也请核对真值。`,
    },
    content: wrong.length === 0 ? html`<p class="empty">${both({ en: 'None.', zh: '没有。' })}</p>` : html`${views}`,
  });
}

export function rulesPart({ rules }: ReportData): Html {
  const most = Math.max(1, ...rules.map(({ pairs }) => pairs));
  const heads = headings([
    { en: 'records that share', zh: '分块规则' },
    { en: 'pairs', zh: '记录对', isNumber: true },
    { en: 'not by an earlier rule', zh: '新增', isNumber: true },
    { en: '', zh: '' },
  ]);
  const rows = rules.map(
    ({ name, pairs, newPairs, capped }) =>
      html`<tr><td class="value">${name}${capped === undefined ? html`` : html`<br><span class="none">${both(capped)}</span>`}</td><td class="number">${count(pairs)}</td><td class="number">${count(newPairs)}</td><td class="bar-cell">${trackBar(pairs / most, 'for')}</td></tr>`,
  );
  return section({
    id: 'blocks',
    title: { en: 'Which pairs were compared', zh: '比较了哪些记录对' },
    says: {
      en: 'Only records that agree on the keys of some rule are compared; the rest would be too many. The largest blocks are values that many records share: they cost most and say least.',
      zh: '只有在某条规则的键上一致的记录才会比较，否则数量过大。最大的分块是许多记录共有的值：代价最高，信息最少。',
    },
    content: html`<div class="scroll"><table>${heads}${rows}</table></div><h3>${both({ en: 'Largest blocks', zh: '最大的分块' })}</h3>${largest(rules)}`,
  });
}

function largest(rules: readonly ReportRule[]): Html {
  const blocks = rules
    .flatMap(({ name, largest: found }) => found.map((block) => ({ name, ...block })))
    .sort((a, b) => b.pairs - a.pairs || (a.name < b.name ? -1 : 1))
    .slice(0, 12);
  if (blocks.length === 0) return html`<p class="empty">–</p>`;
  const heads = headings([
    { en: 'value', zh: '值' },
    { en: 'rule', zh: '规则' },
    { en: 'records', zh: '记录', isNumber: true },
    { en: 'pairs', zh: '记录对', isNumber: true },
    { en: '', zh: '' },
  ]);
  const rows = blocks.map(
    ({ name, values, records, pairs }) =>
      html`<tr><td class="value">${values.join(' · ')}</td><td class="value none">${name}</td><td class="number">${count(records)}</td><td class="number">${count(pairs)}</td><td class="bar-cell">${trackBar(pairs / blocks[0]!.pairs, 'doubt')}</td></tr>`,
  );
  return html`<div class="scroll"><table>${heads}${rows}</table></div>`;
}

export function columnsPart({ columns, counts }: ReportData): Html {
  const heads = headings([
    { en: 'column', zh: '列' },
    { en: 'kind', zh: '类型' },
    { en: 'filled', zh: '有值', isNumber: true },
    { en: '', zh: '' },
    { en: 'distinct values', zh: '不同值', isNumber: true },
  ]);
  const rows = columns.map(({ name, kind, filled, distinct }) => {
    const part = counts.records === 0 ? 0 : filled / counts.records;
    return html`<tr><td>${name}</td><td class="none">${kind}</td><td class="number">${percent(part)}</td><td class="bar-cell">${trackBar(part, part < 0.5 ? 'doubt' : 'good')}</td><td class="number">${count(distinct)}</td></tr>`;
  });
  return section({
    id: 'columns',
    title: { en: 'How complete the columns are', zh: '各列的完整程度' },
    says: {
      en: 'What is missing says nothing for or against. A column with few distinct values tells people apart badly.',
      zh: '缺失的值既不支持也不反对。不同值很少的列难以区分记录。',
    },
    content: html`<div class="scroll"><table>${heads}${rows}</table></div>`,
  });
}

export function runPart({ steps, seconds, peakMemoryMb, modelVersion, prior, thresholds }: ReportData): Html {
  const longest = Math.max(0.001, ...steps.map((step) => step.seconds));
  const rows = steps.map(
    (step) =>
      html`<tr><td>${both(step.says)}</td><td class="number">${step.seconds.toFixed(2)} s</td><td class="bar-cell">${trackBar(step.seconds / longest, 'apart')}</td></tr>`,
  );
  const facts = {
    en: `Together ${seconds.toFixed(1)} s; at most ${count(peakMemoryMb)} MB of memory. Model ${modelVersion}; prior ${signed(prior)}; join ${signed(thresholds.join)}, keep ${signed(thresholds.keep)}, review ${signed(thresholds.review)}.`,
    zh: `共 ${seconds.toFixed(1)} 秒；内存峰值 ${count(peakMemoryMb)} MB。模型 ${modelVersion}；先验 ${signed(prior)}；合并线 ${signed(thresholds.join)}，维持线 ${signed(thresholds.keep)}，复核线 ${signed(thresholds.review)}。`,
  };
  return section({
    id: 'run',
    title: { en: 'The run', zh: '运行情况' },
    says: facts,
    content: html`<table>${rows}</table>`,
  });
}

export function tilesPart({ counts, truth, files }: ReportData): Html {
  const tile = (value: string, what: { en: string; zh: string }, small: { en: string; zh: string }, kind = '') =>
    html`<div class="tile ${kind}"><b>${value}</b><span class="what">${both(what)}</span><small>${both(small)}</small></div>`;
  const inFiles =
    files.length === 1 ? { en: 'in one file', zh: '来自一个文件' } : { en: `in ${files.length} files`, zh: `来自 ${files.length} 个文件` };
  const perRecord = counts.records === 0 ? 0 : counts.compared / counts.records;
  return html`<div class="tiles">${[
    tile(count(counts.records), { en: 'records', zh: '记录' }, inFiles),
    tile(
      count(counts.clusters),
      { en: 'clusters', zh: '实体' },
      {
        en: `${count(counts.clustersOfMany)} of two and more`,
        zh: `其中 ${count(counts.clustersOfMany)} 个含两条以上`,
      },
    ),
    tile(
      count(counts.compared),
      { en: 'pairs compared', zh: '比较对' },
      { en: `${perRecord.toFixed(1)} a record`, zh: `每条记录 ${perRecord.toFixed(1)} 对` },
    ),
    tile(
      count(counts.joined),
      { en: 'pairs joined', zh: '判为同一的对' },
      { en: `${count(counts.review)} to review`, zh: `${count(counts.review)} 对待复核` },
    ),
    ...(truth === undefined
      ? []
      : [
          tile(
            share(truth.pairs.f1),
            { en: 'F1 of pairs', zh: '成对 F1' },
            {
              en: `precision ${share(truth.pairs.precision)}, recall ${share(truth.pairs.recall)}`,
              zh: `精确率 ${share(truth.pairs.precision)}，召回率 ${share(truth.pairs.recall)}`,
            },
            'good',
          ),
        ]),
  ]}</div>`;
}
