/** Words behind a number that say what it numbers. */
import type { Reading } from './reading.ts';

export const NONE = 0;
/** 号 of a plot, a building or a room: what stands before decides. */
export const HAO = 1;
/** 号院: a plot. */
export const COURT = 2;
export const BUILDING = 3;
/** 层. 楼 is STOREY_OR_BUILDING. */
export const STOREY = 4;
export const STOREY_OR_BUILDING = 5;
export const UNIT = 6;
/** 门: a unit in the north, behind a storey a room. */
export const DOOR = 7;
export const ROOM = 8;
/** 弄, 支弄, 巷 */
export const LANE = 9;
/** 组, 队, 社: groups of a village. */
export const GROUP = 10;
/** Of the Xinjiang corps: 143团, 5连. */
export const REGIMENT = 11;
export const COMPANY = 12;
export const HASH = 13;
export const GRID = 14;
/** 委: a committee of the north-east, under which 组 are numbered. */
export const COMMITTEE = 15;
/** Behind a name: a number without a word, or no number at all. */
export const BARE = 100;
export const AT_BREAK = 101;

export interface UnitWord {
  kind: number;
  length: number;
}

const word = (kind: number, length: number): UnitWord => ({ kind, length });
const NOTHING = word(NONE, 0);

/** Words by what they say; null: the number before them belongs to a name. */
const WORDS: [number | null, string][] = [
  [HAO, '号 号门牌 号商业 号院子 号路口 号街道'],
  [COURT, '号院 号大院 院'],
  [
    BUILDING,
    '号楼 号幢 号栋 号座 号塔 号馆 号商品房 号楼房 号住宅楼 号公寓楼 号厂房 号车间 号仓库 号办公楼 号教学楼 号宿舍楼 号别墅 号写字楼 号商务楼 号综合楼 号科研楼 号研发楼 号实验楼 号主楼 号裙楼 号附楼 号商住楼 号商铺楼 号门市楼 号库房 号标准厂房',
  ],
  [BUILDING, '幢 幢楼 栋 栋楼 舍 号舍 座 坐 塔 塔楼 排 排房 #楼 #幢 #栋 #座 #厂房 #办公楼 #写字楼 #住宅楼 #商业楼 #综合楼'],
  [STOREY, '层 层楼 楼层'],
  [STOREY_OR_BUILDING, '楼'],
  [UNIT, '单元 单元楼 号单元 梯 号梯'],
  [DOOR, '门 号门 门栋 号门栋'],
  [ROOM, '室 号室 户 号户 房 号房 房间 号房间 号办公室 寝室 号寝室 #室 #房 #店面 #商铺 #铺 #铺面 #店铺 #门面 #门市'],
  [
    ROOM,
    '商铺 号商铺 号店铺 铺 铺面 铺位 号铺 号铺位 档 档口 号档 门店 门面 门市 号门面 号门市 店面 号店面 摊位 号摊位 摊 号摊 商位 号商位 卡 号卡 卡商铺 卡铺 卡铺位',
  ],
  [LANE, '弄 弄堂 支弄 巷 巷子 支巷 横巷'],
  [GROUP, '组 小组 村民小组 村民组 居民小组 居民组 队 小队 生产队 社 屯'],
  [REGIMENT, '团 团场'],
  [COMPANY, '连 连队'],
  [COMMITTEE, '委'],
  [HASH, '#'],
  [GRID, '网格'],
  [
    null,
    '号小区 舍利 号公馆 号公寓 号地块 卡车 卡拉 卡通 卡口 号线 号路 号街 号大街 号大道 号支路 号桥 号码 楼盘 梯队 门路 门街 户型 组团 社区 社会 院士 院校 院长 院系 院落 院线 委会 委员 委托 摊贩 坐落 坐标 坐北 坐南 坐东 坐西 屯镇 屯乡 屯村 屯子 屯小区 屯社区',
  ],
];

/** By their first character, the longest first. */
const starts: [string, UnitWord][][] = [];
for (const [kind, words] of WORDS) {
  for (const text of words.split(' ')) {
    const first = text.charCodeAt(0);
    starts[first] = [...(starts[first] ?? []), [text, kind === null ? NOTHING : word(kind, text.length)] as [string, UnitWord]].sort(
      ([a], [b]) => b.length - a.length,
    );
  }
}

// 12号院内 is number 12, and in its yard; 12号商业广场 is number 12, and a plaza.
for (const text of '号院内 号商业广场 号商业中心 号商业大厦 号商业楼 号商业街 号商业步行街 号商业城 号商业综合体'.split(' '))
  starts['号'.charCodeAt(0)]!.unshift([text, word(HAO, 1)]);

/** The word at a place, behind a number. */
export function unitAt({ folded, units, end }: Pick<Reading, 'folded' | 'units' | 'end'>, at: number): UnitWord {
  if (at >= end) return NOTHING;
  const words = starts[units[at]!];
  if (words === undefined) return NOTHING;
  for (const [text, unit] of words) if (at + text.length <= end && folded.startsWith(text, at)) return unit;
  return NOTHING;
}

/** Whether the word behind a name numbers something of a house: the name is then a place of homes. */
export function isOfHouse(kind: number): boolean {
  return kind === BUILDING || kind === UNIT || kind === STOREY_OR_BUILDING || kind === DOOR;
}
