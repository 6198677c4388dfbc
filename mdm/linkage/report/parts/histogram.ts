import { count, percent, signed, ticks } from '../../numbers.ts';
import { probabilityOf } from '../../threshold.ts';
import type { ReportBin, ReportData } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { bar, drawing, line, NOTHING, type Scale, scale, text, tip } from '../svg.ts';
import { legend, section } from './section.ts';

const WIDTH = 1040;
const LEFT = 56;
const RIGHT = 1026;
const HALF = 150;
const GROUND = 46 + HALF;

/** How many pairs have which weight: matches stand upwards, the others hang down. */
export function histogramPart(data: ReportData): Html {
  const { histogram, truth } = data;
  const key: [string, { en: string; zh: string }][] =
    truth === undefined
      ? [
          ['for', { en: 'matches, as the model expects (upwards)', zh: '模型预期为同一（向上）' }],
          ['apart', { en: 'the others (downwards)', zh: '其余（向下）' }],
        ]
      : [
          ['good', { en: 'matches by the truth (upwards)', zh: '真值为同一（向上）' }],
          ['against', { en: 'not matches (downwards)', zh: '真值为不同（向下）' }],
        ];
  return section({
    id: 'scores',
    title: { en: 'Scores of the compared pairs', zh: '比较对的得分分布' },
    says: {
      en: 'Pairs by their total weight; heights are on a logarithmic scale. Two hills with a valley between them is what one hopes for: the lines should stand in the valley.',
      zh: '按总权重统计的比较对数，高度为对数刻度。理想情形是两座山峰夹一处低谷，判定线落在谷中。',
    },
    content: histogram.length === 0 ? html`<p class="empty">–</p>` : html`${legend(key)}${chart(data, key[0]![0], key[1]![0])}`,
  });
}

function chart({ histogram, thresholds }: ReportData, up: string, down: string): Html {
  const x = scale({ low: histogram[0]!.from, high: histogram.at(-1)!.to, from: LEFT, to: RIGHT });
  const most = Math.max(10, ...histogram.map(({ pairs }) => pairs));
  const tall = scale({ low: 0, high: Math.log10(1 + most), from: 0, to: HALF });
  const height = GROUND + HALF + 34;
  const ladder = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8].filter((pairs) => pairs <= most);
  const rungs = ladder.flatMap((pairs) => {
    const high = tall(Math.log10(1 + pairs));
    return [GROUND - high, GROUND + high].map(
      (y) => html`${line([LEFT, y], [RIGHT, y], 'grid')}${text({ x: LEFT - 8, y: y + 4, anchor: 'end', kind: 'faint' }, short(pairs))}`,
    );
  });
  const feet = ticks(x.low, x.high, 12).map((at) =>
    text({ x: x(at), y: height - 8, anchor: 'middle', kind: 'faint' }, signed(at).replace('.0', '')),
  );
  return drawing({ width: WIDTH, height, label: { en: 'scores', zh: '得分' } }, [
    ...rungs,
    ...histogram.map((bin) => mirrored(bin, { x, tall, up: `fill-${up}`, down: `fill-${down}` })),
    line([LEFT, GROUND], [RIGHT, GROUND], 'zero'),
    ...feet,
    limits(thresholds, x, height),
  ]);
}

/** Full lines for join and review; where both stand close together their words give way to each other. */
function limits({ join, review }: ReportData['thresholds'], x: Scale, height: number): Html {
  const inside = (at: number) => at >= x.low && at <= x.high;
  const mark = (at: number, anchor: 'start' | 'end', word: { en: string; zh: string }) => {
    if (!inside(at)) return NOTHING;
    const said = `${signed(at)} · ${percent(probabilityOf(at))}`;
    const place = { x: x(at) + (anchor === 'start' ? 6 : -6), anchor };
    return html`${line([x(at), 8], [x(at), height - 24], 'limit')}${text({ ...place, y: 18, kind: 'strong' }, word)}${text({ ...place, y: 34, kind: 'faint' }, said)}`;
  };
  const joinMark = mark(join, 'start', { en: 'join', zh: '合并线' });
  return review === join ? joinMark : html`${joinMark}${mark(review, 'end', { en: 'review', zh: '复核线' })}`;
}

function mirrored(bin: ReportBin, { x, tall, up, down }: { x: Scale; tall: Scale; up: string; down: string }): Html {
  const { from, to, pairs, matches } = bin;
  const place = { x: x(from) + 0.5, width: x(to) - x(from) - 1 };
  const [high, low] = [tall(Math.log10(1 + matches)), tall(Math.log10(1 + pairs - matches))];
  const range = `${signed(from)} … ${signed(to)}`;
  const told = tip({
    en: `${range}: ${count(pairs)} pairs\n↑ ${count(matches)}   ↓ ${count(pairs - matches)}`,
    zh: `${range}：${count(pairs)} 对\n↑ ${count(matches)}   ↓ ${count(pairs - matches)}`,
  });
  return html`${bar({ ...place, y: GROUND - high, height: high }, up, told)}${bar({ ...place, y: GROUND + 1, height: low }, down, told)}`;
}

function short(pairs: number): string {
  return pairs >= 1e6 ? `${pairs / 1e6} M` : pairs >= 1e3 ? `${pairs / 1e3} k` : String(pairs);
}
