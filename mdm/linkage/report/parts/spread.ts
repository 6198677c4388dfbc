import { count, percent, signed, ticks } from '../../numbers.ts';
import { probabilityOf } from '../../threshold.ts';
import type { ReportData } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { bar, drawing, line, NOTHING, path, scale, text, tip } from '../svg.ts';
import { section } from './section.ts';

const WIDTH = 520;
const HEIGHT = 260;
const FRAME = { left: 52, right: 508, top: 16, bottom: 220 };

/** Side by side: records that say too little to be linked at all, and how large the clusters are. */
export function spreadPart(data: ReportData): Html {
  return html`<div class="two">${unlinkablePart(data)}${sizesPart(data)}</div>`;
}

function unlinkablePart({ unlinkable, thresholds }: ReportData): Html {
  const atJoin = unlinkable.findLast(({ threshold }) => threshold <= thresholds.join)?.share ?? 0;
  return section({
    id: 'unlinkable',
    title: { en: 'Records that say too little', zh: '信息不足的记录' },
    says: {
      en: `Held against a copy of itself, ${percent(atJoin)} of the records stay below the line: they have too few values to be joined with anything.`,
      zh: `即使与自身的副本比较，仍有 ${percent(atJoin)} 的记录达不到合并线：可用的值太少，无法与任何记录合并。`,
    },
    content: unlinkable.length < 2 ? html`<p class="empty">–</p>` : unlinkableChart(unlinkable, thresholds.join, atJoin),
  });
}

function unlinkableChart(unlinkable: ReportData['unlinkable'], join: number, atJoin: number): Html {
  const x = scale({
    low: Math.min(unlinkable[0]!.threshold, join),
    high: Math.max(unlinkable.at(-1)!.threshold, join),
    from: FRAME.left,
    to: FRAME.right,
  });
  const y = scale({ low: 0, high: 1, from: FRAME.bottom, to: FRAME.top });
  const steps = unlinkable.flatMap(({ threshold, share }, index) => {
    const before = unlinkable[index - 1]?.share ?? 0;
    return [[x(threshold), y(before)] as const, [x(threshold), y(share)] as const];
  });
  const said = { en: `below ${signed(join)}: ${percent(atJoin)}`, zh: `低于 ${signed(join)}：${percent(atJoin)}` };
  return drawing({ width: WIDTH, height: HEIGHT, label: { en: 'unlinkable records', zh: '信息不足的记录' } }, [
    ...[0, 0.25, 0.5, 0.75, 1].map(
      (at) =>
        html`${line([FRAME.left, y(at)], [FRAME.right, y(at)], 'grid')}${text({ x: FRAME.left - 6, y: y(at) + 4, anchor: 'end', kind: 'faint' }, percent(at))}`,
    ),
    ...ticks(x.low, x.high, 7).map((at) =>
      text({ x: x(at), y: FRAME.bottom + 16, anchor: 'middle', kind: 'faint' }, signed(at).replace('.0', '')),
    ),
    path(steps, 'line-for'),
    line([x(join), FRAME.top], [x(join), FRAME.bottom], 'limit'),
    html`<circle cx="${x(join)}" cy="${y(atJoin)}" r="5" class="fill-against" ${tip(said)}/>`,
    text(
      { x: x(join) + 7, y: FRAME.top + 12, kind: 'soft' },
      { en: `join · ${percent(probabilityOf(join))}`, zh: `合并线 · ${percent(probabilityOf(join))}` },
    ),
    text({ x: FRAME.right, y: HEIGHT - 6, anchor: 'end', kind: 'soft' }, { en: 'threshold (weight)', zh: '阈值（权重）' }),
  ]);
}

function sizesPart({ clusterSizes }: ReportData): Html {
  const largest = clusterSizes.at(-1)?.size ?? 0;
  return section({
    id: 'sizes',
    title: { en: 'How large the clusters are', zh: '实体的规模' },
    says: {
      en: `Clusters by their number of records, on a logarithmic scale; the largest holds ${count(largest)}. A long tail is a sign of records that hold strangers together.`,
      zh: `按所含记录数统计的实体数，对数刻度；最大的含 ${count(largest)} 条。若尾部很长，往往是某些记录把不相干的记录连在了一起。`,
    },
    content: clusterSizes.length === 0 ? html`<p class="empty">–</p>` : sizesChart(clusterSizes),
  });
}

function sizesChart(clusterSizes: ReportData['clusterSizes']): Html {
  const shown = clusterSizes.slice(0, 24);
  const rest = clusterSizes.slice(24);
  const bars =
    rest.length === 0 ? shown : [...shown, { size: rest[0]!.size, clusters: rest.reduce((sum, { clusters }) => sum + clusters, 0) }];
  const most = Math.max(10, ...bars.map(({ clusters }) => clusters));
  const y = scale({ low: 0, high: Math.log10(1 + most), from: FRAME.bottom, to: FRAME.top + 10 });
  const slot = Math.min(64, (FRAME.right - FRAME.left) / bars.length);
  const rungs = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7].filter((clusters) => clusters <= most);
  return drawing({ width: WIDTH, height: HEIGHT, label: { en: 'cluster sizes', zh: '实体规模' } }, [
    ...rungs.map(
      (at) =>
        html`${line([FRAME.left, y(Math.log10(1 + at))], [FRAME.right, y(Math.log10(1 + at))], 'grid')}${text({ x: FRAME.left - 6, y: y(Math.log10(1 + at)) + 4, anchor: 'end', kind: 'faint' }, count(at))}`,
    ),
    ...bars.map(({ size, clusters }, index) => {
      const isRest = index === 24;
      const top = y(Math.log10(1 + clusters));
      const x = FRAME.left + slot * index;
      const name = isRest ? `${size}+` : String(size);
      const told = tip({ en: `${name} records: ${count(clusters)} clusters`, zh: `${name} 条记录：${count(clusters)} 个实体` });
      const label =
        bars.length > 14 && index % 2 === 1
          ? NOTHING
          : text({ x: x + slot / 2, y: FRAME.bottom + 16, anchor: 'middle', kind: 'faint' }, name);
      return html`${bar({ x: x + slot * 0.12, y: top, width: slot * 0.76, height: FRAME.bottom - top }, size === 1 ? 'fill-apart' : 'fill-for', told)}${label}`;
    }),
    line([FRAME.left, FRAME.bottom], [FRAME.right, FRAME.bottom], 'zero'),
    text({ x: FRAME.right, y: HEIGHT - 6, anchor: 'end', kind: 'soft' }, { en: 'records in the cluster', zh: '实体所含记录数' }),
  ]);
}
