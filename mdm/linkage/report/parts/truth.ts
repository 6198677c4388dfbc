import { share, signed, ticks } from '../../numbers.ts';
import type { ReportCurvePoint, ReportData, ReportTruth } from '../contract.ts';
import { both, type Html, html } from '../html.ts';
import { drawing, line, path, type Scale, scale, text, tip } from '../svg.ts';
import { headings, legend, section } from './section.ts';

const WIDTH = 520;
const HEIGHT = 330;
const FRAME = { left: 46, right: 508, top: 16, bottom: 290 };

/** Precision and recall held beside the truth. Nothing where no truth was given. */
export function truthPart({ truth, thresholds }: ReportData): Html {
  if (truth === undefined) return html``;
  return section({
    id: 'truth',
    title: { en: 'Beside the truth', zh: '与真值对照' },
    says: {
      en: 'Left: precision against recall of the clusters at every threshold. Right: both by threshold. The point is what this link reached at its own threshold, with vetoes and checks against chaining; the ring is the best of all thresholds.',
      zh: '左图：各阈值下聚类结果的精确率与召回率；右图：二者随阈值的变化。实心点为本次采用的阈值（含否决与防链式合并检查）所达到的结果，圆环为所有阈值中的最佳值。',
    },
    content: html`${figures(truth, thresholds.join)}${legend([
      ['for', { en: 'precision', zh: '精确率' }],
      ['good', { en: 'recall', zh: '召回率' }],
      ['against', { en: 'F1', zh: 'F1' }],
    ])}<div class="two">${precisionRecall(truth)}${byThreshold(truth, thresholds.join)}</div>`,
  });
}

function figures({ pairs, bcubed, best, candidateRecall, wrongJoins, missed }: ReportTruth, join: number): Html {
  const row = (title: { en: string; zh: string }, measure: { precision: number; recall: number; f1: number } | undefined, at: string) =>
    measure === undefined
      ? html``
      : html`<tr><td>${both(title)}</td><td class="number">${at}</td><td class="number">${share(measure.precision)}</td><td class="number">${share(measure.recall)}</td><td class="number"><b>${share(measure.f1)}</b></td></tr>`;
  const heads = headings([
    { en: '', zh: '' },
    { en: 'threshold', zh: '阈值', isNumber: true },
    { en: 'precision', zh: '精确率', isNumber: true },
    { en: 'recall', zh: '召回率', isNumber: true },
    { en: 'F1', zh: 'F1', isNumber: true },
  ]);
  const notes = {
    en: `Of all true pairs ${share(candidateRecall)} were compared at all. Joined wrongly: ${wrongJoins.toLocaleString('en')} pairs; missed: ${missed.toLocaleString('en')}.`,
    zh: `全部真实匹配对中有 ${share(candidateRecall)} 参与了比较。误合并 ${wrongJoins.toLocaleString('en')} 对，漏合并 ${missed.toLocaleString('en')} 对。`,
  };
  return html`<table>${heads}${row({ en: 'this link, pairs', zh: '本次结果，成对' }, pairs, signed(join))}${row({ en: 'this link, B³', zh: '本次结果，B³' }, bcubed, signed(join))}${best === null ? html`` : row({ en: 'best of all thresholds, pairs', zh: '最佳阈值，成对' }, best, signed(best.threshold))}</table><p class="says">${both(notes)}</p>`;
}

function precisionRecall({ curve, pairs, best }: ReportTruth): Html {
  const useful = curve.filter(({ f1 }) => f1 >= (best?.f1 ?? 0) * 0.8);
  const least = Math.min(pairs.precision, pairs.recall, ...useful.flatMap(({ precision, recall }) => [precision, recall]), 0.98);
  const low = Math.max(0, Math.floor(least * 20 - 0.2) / 20);
  const x = scale({ low, high: 1, from: FRAME.left, to: FRAME.right });
  const y = scale({ low, high: 1, from: FRAME.bottom, to: FRAME.top });
  const points = curve.filter(({ precision, recall }) => precision >= low && recall >= low);
  const ours = {
    en: `this link: precision ${pairs.precision}, recall ${pairs.recall}, F1 ${pairs.f1}`,
    zh: `本次结果：精确率 ${pairs.precision}，召回率 ${pairs.recall}，F1 ${pairs.f1}`,
  };
  return drawing({ width: WIDTH, height: HEIGHT, label: { en: 'precision and recall', zh: '精确率与召回率' } }, [
    ...frame(x, y, { across: { en: 'recall', zh: '召回率' }, up: { en: 'precision', zh: '精确率' } }),
    path(
      points.map((point) => [x(point.recall), y(point.precision)]),
      'line-for',
    ),
    ring(best, best === null ? [0, 0] : [x(best.recall), y(best.precision)]),
    html`<circle cx="${x(Math.max(low, pairs.recall))}" cy="${y(Math.max(low, pairs.precision))}" r="5.5" class="fill-against" ${tip(ours)}/>`,
  ]);
}

function ring(best: ReportCurvePoint | null, [x, y]: [number, number]): Html {
  if (best === null) return html``;
  const said = {
    en: `best: threshold ${signed(best.threshold)}, F1 ${best.f1}`,
    zh: `最佳：阈值 ${signed(best.threshold)}，F1 ${best.f1}`,
  };
  return html`<circle cx="${x}" cy="${y}" r="9" fill="none" stroke="var(--ink)" stroke-width="1.6" pointer-events="all" ${tip(said)}/>`;
}

function byThreshold({ curve, pairs, best }: ReportTruth, join: number): Html {
  const points = [...curve].sort((a, b) => a.threshold - b.threshold);
  if (points.length === 0) return html``;
  const low = Math.min(points[0]!.threshold, join);
  const high = Math.max(points.at(-1)!.threshold, join);
  const x = scale({ low, high, from: FRAME.left, to: FRAME.right });
  const y = scale({ low: 0, high: 1, from: FRAME.bottom, to: FRAME.top });
  const drawn = (of: 'precision' | 'recall' | 'f1', kind: string) =>
    path(
      points.map((point) => [x(point.threshold), y(point[of])]),
      kind,
    );
  const data = JSON.stringify(points.map(({ threshold, precision, recall, f1 }) => [threshold, precision, recall, f1]));
  return drawing({ width: WIDTH, height: HEIGHT, label: { en: 'by threshold', zh: '随阈值变化' } }, [
    ...frame(x, y, { across: { en: 'threshold (weight)', zh: '阈值（权重）' }, up: { en: '', zh: '' } }),
    drawn('precision', 'line-for'),
    drawn('recall', 'line-good'),
    drawn('f1', 'line-against'),
    line([x(join), FRAME.top], [x(join), FRAME.bottom], 'limit'),
    text(
      {
        x: x(join) + (join > (low + high) / 2 ? -6 : 6),
        y: FRAME.bottom - 10,
        anchor: join > (low + high) / 2 ? 'end' : 'start',
        kind: 'soft',
      },
      { en: `join ${signed(join)}`, zh: `合并线 ${signed(join)}` },
    ),
    html`<rect id="curve" x="${FRAME.left}" y="${FRAME.top}" width="${FRAME.right - FRAME.left}" height="${FRAME.bottom - FRAME.top}" fill="transparent" data-low="${low}" data-high="${high}" data-points="${data}"/>`,
    html`<circle cx="${x(join)}" cy="${y(pairs.f1)}" r="5" class="fill-against" pointer-events="none"/>`,
    ring(best, best === null ? [0, 0] : [x(best.threshold), y(best.f1)]),
  ]);
}

function frame(x: Scale, y: Scale, { across, up }: { across: { en: string; zh: string }; up: { en: string; zh: string } }): Html[] {
  const columns = ticks(x.low, x.high, 6).map(
    (at) =>
      html`${line([x(at), FRAME.top], [x(at), FRAME.bottom], 'grid')}${text({ x: x(at), y: FRAME.bottom + 16, anchor: 'middle', kind: 'faint' }, tidy(at))}`,
  );
  const rows = ticks(y.low, y.high, 5).map(
    (at) =>
      html`${line([FRAME.left, y(at)], [FRAME.right, y(at)], 'grid')}${text({ x: FRAME.left - 6, y: y(at) + 4, anchor: 'end', kind: 'faint' }, tidy(at))}`,
  );
  return [
    ...columns,
    ...rows,
    text({ x: FRAME.right, y: HEIGHT - 6, anchor: 'end', kind: 'soft' }, across),
    text({ x: FRAME.left + 8, y: FRAME.top + 14, kind: 'soft' }, up),
  ];
}

function tidy(at: number): string {
  return String(at).replace('-', '−');
}
