/** The report of a link as one HTML file that needs nothing beside it: it opens without a network, in English and Chinese, light and dark. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bilingual } from '../../../core/errors.ts';
import { count } from '../numbers.ts';
import type { ReportData } from './contract.ts';
import { both, Html, html } from './html.ts';
import { histogramPart } from './parts/histogram.ts';
import { spreadPart } from './parts/spread.ts';
import { columnsPart, pairsPart, rulesPart, runPart, tilesPart, wrongPart } from './parts/tables.ts';
import { truthPart } from './parts/truth.ts';
import { weightsPart } from './parts/weights.ts';

const pageFile = (name: string) => new Html(readFileSync(join(import.meta.dirname, 'page', name), 'utf8'));
const STYLE = pageFile('report.css');
const SCRIPT = pageFile('report.js');
/** Nothing is fetched, whatever a value holds. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

/** @param language the one that the page opens in; the reader can change it. */
export function reportPage(data: ReportData, language: keyof Bilingual): string {
  const names = data.files.map(({ file }) => file).join(' + ');
  const title = { en: 'Link report', zh: '匹配报告' };
  const summary = {
    en: `${names}: ${count(data.counts.records)} records are ${count(data.counts.clusters)} clusters.`,
    zh: `${names}：${count(data.counts.records)} 条记录归为 ${count(data.counts.clusters)} 个实体。`,
  };
  const page = html`<!doctype html>
<html lang="${language}" data-theme="light">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${names} · Sanku</title>
<style>${STYLE}</style>
</head>
<body>
<header class="top"><div class="bar"><span class="brand">Sanku 三库</span><nav>${links(data)}</nav><button id="language" type="button">中文</button><button id="theme" type="button" aria-label="theme · 主题">☾</button></div></header>
<main>
<div class="hero"><h1>${both(title)}</h1><p>${both(summary)}</p></div>
${tilesPart(data)}
${warnings(data)}
${truthPart(data)}
${histogramPart(data)}
${weightsPart(data)}
${pairsPart(data)}
${wrongPart(data)}
${rulesPart(data)}
${columnsPart(data)}
${spreadPart(data)}
${runPart(data)}
<footer>${both({ en: 'This page holds values of records: keep it as you keep the files.', zh: '本页含有记录中的值，请按原始文件的要求保管。' })}</footer>
</main>
<div id="tip" role="status"></div>
<script>${SCRIPT}</script>
</body>
</html>
`;
  return page.text;
}

function links({ truth }: ReportData): Html {
  const all: [string, Bilingual][] = [
    ...(truth === undefined ? [] : [['truth', { en: 'Truth', zh: '真值' }] as [string, Bilingual]]),
    ['scores', { en: 'Scores', zh: '得分' }],
    ['weights', { en: 'Weights', zh: '权重' }],
    ['pairs', { en: 'Pairs', zh: '记录对' }],
    ...(truth === undefined ? [] : [['wrong', { en: 'Wrong', zh: '判错' }] as [string, Bilingual]]),
    ['blocks', { en: 'Blocks', zh: '分块' }],
    ['columns', { en: 'Columns', zh: '列' }],
    ['sizes', { en: 'Clusters', zh: '实体' }],
    ['run', { en: 'Run', zh: '运行' }],
  ];
  return html`${all.map(([id, title]) => html`<a href="#${id}">${both(title)}</a>`)}`;
}

function warnings({ warnings: told }: ReportData): Html {
  if (told.length === 0) return html``;
  return html`<div class="warnings"><ul>${told.map((warning) => html`<li>${both(warning)}</li>`)}</ul></div>`;
}
