import { percent, signed, ticks, times } from '../../numbers.ts';
import type { ReportComparison, ReportData, ReportLevel } from '../contract.ts';
import { both, type Html, html } from '../html.ts';
import { bar, cut, cutBoth, drawing, line, NOTHING, type Scale, scale, text, tip } from '../svg.ts';
import { legend, section } from './section.ts';

const WIDTH = 1040;
const ROW = 23;
const GROUP = 34;
const TOP = 40;
const LABELS = 250;
const WEIGHTS = { from: 320, to: 690 };
const SHARES = { from: 764, middle: 878, to: 992 };

interface Scales {
  weight: Scale;
  m: Scale;
  u: Scale;
}

/** A level that fewer than this share of any pairs reach says hardly anything, and is not shown. */
const HARDLY = 0.0002;

/** Match weights with the shares they come from: one row per level, grouped by comparison. */
export function weightsPart({ comparisons: all }: ReportData): Html {
  const isSeen = ({ m, u }: ReportLevel) => m >= HARDLY || u >= HARDLY;
  const comparisons = all.map((comparison) => ({ ...comparison, levels: comparison.levels.filter(isSeen) }));
  const hidden = all.reduce((sum, { levels }) => sum + levels.filter((level) => !isSeen(level)).length, 0);
  const levels = comparisons.flatMap((comparison) => comparison.levels);
  const low = Math.min(-2, ...levels.map(({ weight }) => weight));
  const high = Math.max(2, ...levels.map(({ weight }) => weight));
  const scales = {
    weight: scale({ low, high, ...WEIGHTS }),
    m: scale({ low: 0, high: 1, from: SHARES.middle, to: SHARES.from }),
    u: scale({ low: 0, high: 1, from: SHARES.middle, to: SHARES.to }),
  };
  const height = TOP + comparisons.reduce((sum, comparison) => sum + GROUP + comparison.levels.length * ROW, 0) + 10;
  let y = TOP;
  const groups = comparisons.map((comparison) => {
    const drawn = group(comparison, y, scales);
    y += GROUP + comparison.levels.length * ROW;
    return drawn;
  });
  return section({
    id: 'weights',
    title: { en: 'What each agreement is worth', zh: '各项一致的证据权重' },
    says: {
      en: 'Each level of each comparison adds its weight, in doublings of the odds: +3 makes a match 8 times more likely, −3 makes it 8 times less likely. The weight is the share of matching pairs at this level (m) against that of pairs that do not match (u). ◆ weighs rare values more.',
      zh: '每项比较按其所处等级加上权重，以优势比翻倍的次数计：+3 表示匹配的可能性变为 8 倍，−3 表示变为八分之一。权重取决于匹配对（m）与不匹配对（u）处于该等级的比例。◆ 表示少见的值权重更高。',
    },
    content: html`${legend([
      ['for', { en: 'speaks for a match; share of matching pairs (m)', zh: '支持匹配；匹配对中的比例（m）' }],
      ['against', { en: 'speaks against', zh: '反对匹配' }],
      ['apart', { en: 'share of pairs that do not match (u)', zh: '不匹配对中的比例（u）' }],
    ])}${drawing({ width: WIDTH, height, label: { en: 'match weights', zh: '匹配权重' } }, [axis(scales, height), ...groups])}${hiddenNote(hidden)}`,
  });
}

function hiddenNote(hidden: number): Html {
  if (hidden === 0) return NOTHING;
  const said = { en: `${hidden} further levels hardly occur in these files.`, zh: `另有 ${hidden} 个等级在这些文件中几乎不出现。` };
  return html`<p class="empty">${both(said)}</p>`;
}

function axis({ weight }: Scales, height: number): Html {
  const lines = ticks(weight.low, weight.high, 7).map((at) => [
    line([weight(at), TOP - 8], [weight(at), height], at === 0 ? 'zero' : 'grid'),
    text({ x: weight(at), y: TOP - 16, anchor: 'middle', kind: 'faint' }, signed(at).replace('.0', '')),
  ]);
  const middle = SHARES.middle;
  return html`${lines.flat()}${line([middle, TOP - 8], [middle, height], 'zero')}${text({ x: middle - 8, y: TOP - 16, anchor: 'end', kind: 'faint' }, 'm')}${text({ x: middle + 8, y: TOP - 16, kind: 'faint' }, 'u')}`;
}

function group({ name, kind, levels }: ReportComparison, top: number, scales: Scales): Html {
  const title = html`${text({ x: 0, y: top + 22, kind: 'strong' }, cut(name, 30))}${kind === undefined ? NOTHING : text({ x: LABELS, y: top + 22, anchor: 'end', kind: 'faint' }, kind)}`;
  return html`${title}${levels.map((level, index) => row(level, top + GROUP + index * ROW, scales))}`;
}

function row({ label, m, u, weight, isAdjusted }: ReportLevel, y: number, scales: Scales): Html {
  const zero = scales.weight(0);
  const end = scales.weight(weight);
  const kind = weight >= 0 ? 'fill-for' : 'fill-against';
  const spoken = {
    en: `${label.en}: ${signed(weight)} (${times(weight)})\nm ${percent(m)}   u ${percent(u)}`,
    zh: `${label.zh}：${signed(weight)}（${times(weight)}）\nm ${percent(m)}   u ${percent(u)}`,
  };
  const value = text(
    { x: weight >= 0 ? end + 6 : end - 6, y: y + 14, anchor: weight >= 0 ? 'start' : 'end', kind: 'soft' },
    signed(weight),
  );
  const mark = isAdjusted ? { en: `${label.en} ◆`, zh: `${label.zh} ◆` } : label;
  return html`<g ${tip(spoken)}>${bar({ x: 0, y: y - 1, width: WIDTH, height: ROW }, 'fill-track', html`opacity="0"`)}${text({ x: LABELS, y: y + 14, anchor: 'end' }, cutBoth(mark, 36))}${bar({ x: Math.min(zero, end), y: y + 3, width: Math.abs(end - zero), height: ROW - 8 }, kind)}${value}${shares({ m, u }, y, scales)}</g>`;
}

function shares({ m, u }: { m: number; u: number }, y: number, scales: Scales): Html {
  const middle = SHARES.middle;
  const [left, right] = [scales.m(m), scales.u(u)];
  return html`${bar({ x: left, y: y + 3, width: middle - left, height: ROW - 8 }, 'fill-for half')}${bar({ x: middle, y: y + 3, width: right - middle, height: ROW - 8 }, 'fill-apart')}${text({ x: left - 5, y: y + 14, anchor: 'end', kind: 'faint' }, percent(m).replace(/ /g, ''))}${text({ x: right + 5, y: y + 14, kind: 'faint' }, percent(u).replace(/ /g, ''))}`;
}
