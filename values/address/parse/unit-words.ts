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

export interface UnitWord {
  kind: number;
  length: number;
}

const word = (kind: number, length: number): UnitWord => ({ kind, length });
const NOTHING = word(NONE, 0);

const BY_FIRST: Record<string, readonly [string, UnitWord | null][]> = {
  // What is longer comes first; null: the number belongs to a name.
  号: [
    ...['号商品房', '号楼房', '号住宅楼', '号公寓楼', '号厂房', '号车间', '号仓库', '号办公楼', '号教学楼', '号宿舍楼', '号别墅'].map(
      (one): [string, UnitWord] => [one, word(BUILDING, one.length)],
    ),
    ['号大院', word(COURT, 3)],
    ['号公馆', null],
    ['号公寓', null],
    ['号地块', null],
    ['号线', null],
    ['号路', null],
    ['号街', null],
    ['号桥', null],
    ['号码', null],
    ['号办公室', word(ROOM, 4)],
    ['号房间', word(ROOM, 3)],
    ['号商铺', word(ROOM, 3)],
    ['号商业', word(HAO, 1)],
    ['号店铺', word(ROOM, 3)],
    ['号院子', word(HAO, 1)],
    ['号院', word(COURT, 2)],
    ['号楼', word(BUILDING, 2)],
    ['号幢', word(BUILDING, 2)],
    ['号栋', word(BUILDING, 2)],
    ['号座', word(BUILDING, 2)],
    ['号塔', word(BUILDING, 2)],
    ['号馆', word(BUILDING, 2)],
    ['号门面', word(ROOM, 3)],
    ['号门市', word(ROOM, 3)],
    ['号门牌', word(HAO, 3)],
    ['号门', word(DOOR, 2)],
    ['号梯', word(UNIT, 2)],
    ['号单元', word(UNIT, 3)],
    ['号房', word(ROOM, 2)],
    ['号室', word(ROOM, 2)],
    ['号户', word(ROOM, 2)],
    ['号铺', word(ROOM, 2)],
    ['号档', word(ROOM, 2)],
    ['号', word(HAO, 1)],
  ],
  幢: [['幢楼', word(BUILDING, 2)], ['幢', word(BUILDING, 1)]],
  栋: [['栋楼', word(BUILDING, 2)], ['栋', word(BUILDING, 1)]],
  座: [['座', word(BUILDING, 1)]],
  楼: [['楼层', word(STOREY, 2)], ['楼盘', null], ['楼', word(STOREY_OR_BUILDING, 1)]],
  层: [['层楼', word(STOREY, 2)], ['层', word(STOREY, 1)]],
  单: [['单元楼', word(UNIT, 2)], ['单元', word(UNIT, 2)]],
  梯: [['梯队', null], ['梯', word(UNIT, 1)]],
  门: [['门店', word(ROOM, 2)], ['门面', word(ROOM, 2)], ['门市', word(ROOM, 2)], ['门路', null], ['门街', null], ['门', word(DOOR, 1)]],
  室: [['室', word(ROOM, 1)]],
  户: [['户型', null], ['户', word(ROOM, 1)]],
  房: [['房间', word(ROOM, 2)], ['房', word(ROOM, 1)]],
  商: [['商铺', word(ROOM, 2)]],
  铺: [['铺面', word(ROOM, 2)], ['铺', word(ROOM, 1)]],
  档: [['档口', word(ROOM, 2)], ['档', word(ROOM, 1)]],
  支: [['支弄', word(LANE, 2)], ['支巷', word(LANE, 2)]],
  弄: [['弄堂', word(LANE, 2)], ['弄', word(LANE, 1)]],
  巷: [['巷子', word(LANE, 2)], ['巷', word(LANE, 1)]],
  横: [['横巷', word(LANE, 2)]],
  村: [['村民小组', word(GROUP, 4)], ['村民组', word(GROUP, 3)]],
  居: [['居民小组', word(GROUP, 4)], ['居民组', word(GROUP, 3)]],
  小: [['小组', word(GROUP, 2)], ['小队', word(GROUP, 2)]],
  生: [['生产队', word(GROUP, 3)]],
  网: [['网格', word(GRID, 2)]],
  组: [['组团', null], ['组', word(GROUP, 1)]],
  队: [['队', word(GROUP, 1)]],
  社: [['社区', null], ['社会', null], ['社', word(GROUP, 1)]],
  团: [['团场', word(REGIMENT, 2)], ['团', word(REGIMENT, 1)]],
  连: [['连队', word(COMPANY, 2)], ['连', word(COMPANY, 1)]],
  排: [['排房', word(BUILDING, 2)], ['排', word(BUILDING, 1)]],
  '#': [
    ['#楼', word(BUILDING, 2)],
    ['#幢', word(BUILDING, 2)],
    ['#栋', word(BUILDING, 2)],
    ['#座', word(BUILDING, 2)],
    ['#厂房', word(BUILDING, 3)],
    ['#室', word(ROOM, 2)],
    ['#房', word(ROOM, 2)],
    ['#', word(HASH, 1)],
  ],
};

const starts: (readonly [string, UnitWord | null][] | undefined)[] = [];
for (const [first, words] of Object.entries(BY_FIRST)) starts[first.charCodeAt(0)] = words;

/** The word at a place, behind a number. */
export function unitAt({ folded, units, end }: Reading, at: number): UnitWord {
  if (at >= end) return NOTHING;
  const words = starts[units[at]!];
  if (words === undefined) return NOTHING;
  for (const [text, unit] of words) if (at + text.length <= end && folded.startsWith(text, at)) return unit ?? NOTHING;
  return NOTHING;
}
