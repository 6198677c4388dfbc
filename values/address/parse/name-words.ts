/** Endings of names: what tells an estate, an area, a community or a point of interest. */

import { oneOf } from './characters.ts';

/** Ends a name inside a longer text: what follows is another name. */
const ESTATES =
  `小区 花园 家园 嘉园 公寓 新村 新苑 山庄 庄园 别墅 公馆 华庭 名邸 豪庭 名苑 家苑 雅苑 佳苑 花苑 名城 花城 广场 大厦 大楼 商厦 商城 中心 国际城
 工业园区 工业园 产业园区 产业园 科技园区 科技园 软件园 创业园 创意园 创新园 孵化园 孵化器 物流园 信息港 数码港 科技港 园区 工业区 工业城 科技城 产业基地 基地 软件城 软件新城
 写字楼 商务楼 办公楼 综合楼 家属院 家属区 宿舍区 宿舍 大院 国际公寓 购物中心 商业街区 商业街 步行街 市场 街坊 商务港 购物公园 天街 SOHO`.split(
    /\s+/u,
  );
/** Ends a name only at its end. */
const ESTATE_LAST = oneOf('园苑城厦场府邸庭轩阁居湾郡墅馆庄里坊院港汇谷座堡岛都峰塔村寓楼舍');
/** Homes: 号 behind them numbers a building. */
const HOMES =
  /(?:小区|花园|家园|嘉园|公寓|新村|苑|邸|府|庭|轩|阁|居|湾|郡|墅|公馆|山庄|华城|名城|花城|城|家属院|宿舍|[东西南北]里|[一二三四五六七八九十\d]+(?:村|区|期)|街坊|园|人家|世家|名门|半岛|[水海]岸|御景|丽景|年华|春晓|丽都)$/u;
/** No homes, whatever their last character. */
const NO_HOMES = /(?:市场|工业园|产业园|科技园|软件园|创业园|创意园|创新园|孵化园|物流园|园区|工业城|科技城|软件城|商城|公园|校园)$/u;
const INTERESTS =
  /(?:医院|卫生院|诊所|大学|学院|中学|小学|学校|幼儿园|公司|集团|厂|银行|支行|分行|酒店|宾馆|饭店|餐厅|超市|店|局|所|站|委员会|政府|法院|派出所|图书馆|博物馆|体育馆|公园|码头|机场|服务部|经营部|工作室|事务所|协会|部|处|研究院|研究所|设计院|电视台|工商户|馆)$/u;
/** Areas before a road that are no division. */
const ZONES =
  `高新技术产业开发区 高新技术开发区 经济技术开发区 经济开发区 高新开发区 技术开发区 旅游度假区 出口加工区 综合保税区 保税港区 开发区 高新区 经开区 高开区 新区 保税区 度假区 示范区 合作区 自贸区 管理区 商务区 经济区 风景区 名胜区 空港区 港区 产业区 集聚区 集中区 功能区 试验区 实验区 生态城 新城 组团 片区 地段 商圈`.split(
    /\s+/u,
  );
const ZONE_LAST = oneOf('区城团段圈');
const PARKS =
  `工业园区 工业园 产业园区 产业园 科技园区 科技园 软件园 创业园 创意园 物流园 园区 工业区 科学城 大学城 科技城 工业城 小区 新村 花苑 名苑 佳苑 雅苑 嘉苑 公寓 山庄 街坊 社区 港城 中心 油田 农场 林场 牧场 茶场`.split(
    /\s+/u,
  );
const PARK_LAST = oneOf('园区城村坊心镇田场苑寓庄');
const COMMUNITIES = '社区居民委员会 社区居委会 居民委员会 居委会 村民委员会 村委会 社区居委 居委 村委 社区 行政村 嘎查'.split(' ');
const COMMUNITY_LAST = oneOf('会区村查委');
const BUILDINGS = /(?:楼|塔|座|厅|栋|翼|厂房|车间|仓库)$/u;

function endsWithOne(text: string, from: number, to: number, words: readonly string[]): number {
  for (const word of words) if (to - from >= word.length && text.startsWith(word, to - word.length)) return word.length;
  return 0;
}

/** Length of an estate's word that ends at `to`, one that also ends a name inside a longer text; 0 where none does. */
export function estateWord(text: string, from: number, to: number): number {
  return ESTATE_FAST(text.charCodeAt(to - 1)) ? endsWithOne(text, from, to, ESTATES) : 0;
}
const ESTATE_FAST = oneOf(ESTATES.map((word) => word.at(-1)!).join(''));

export function endsAsEstate(name: string): boolean {
  return (
    ESTATE_LAST(name.charCodeAt(name.length - 1)) ||
    estateWord(name, 0, name.length) > 0 ||
    /(?:国际|人家|天地|世家|名门|半岛|[水海]岸|御景|丽景|春天|年华|春晓|丽都|公元|[一二三四五六七八九十\d]+期|[A-Z东西南北中\d一二三四五六七八九十]区)$/u.test(
      name,
    )
  );
}

export function isOfHomes(name: string): boolean {
  const own = name.replace(LAST_EXTENSION, '');
  return own.length > 0 && HOMES.test(name) && !NO_HOMES.test(own);
}

export function isInterest(name: string): boolean {
  return INTERESTS.test(name);
}

export function isNamedBuilding(name: string): boolean {
  return BUILDINGS.test(name);
}

/** Length of a zone's word that ends at `to`. */
export function zoneWord(text: string, from: number, to: number): number {
  return ZONE_LAST(text.charCodeAt(to - 1)) ? endsWithOne(text, from, to, ZONES) : 0;
}

/** Length of a park's or an estate's word before a road. */
export function parkWord(text: string, from: number, to: number): number {
  if (!PARK_LAST(text.charCodeAt(to - 1))) return 0;
  const word = endsWithOne(text, from, to, PARKS);
  if (word > 0) return word;
  // 火炬园, 工业二区, 大港镇
  if (text[to - 1] === '园' && to - from > 2) return 1;
  if (text[to - 1] === '镇' && to - from > 2) return 1;
  return text[to - 1] === '区' && /工业[一二三四五六七八九十\d]区$/u.test(text.slice(Math.max(from, to - 4), to)) ? 4 : 0;
}

/** Length of a community's word that ends at `to`; villages apart. */
export function communityWord(text: string, from: number, to: number): number {
  return COMMUNITY_LAST(text.charCodeAt(to - 1)) ? endsWithOne(text, from, to, COMMUNITIES) : 0;
}

const LAST_EXTENSION = /(?:第?[一二三四五六七八九十\d]{1,2}期|[东西南北中A-Z\d一二三四五六七八九十]{1,2}区)+$/u;
const EXTENSION =
  /^(?:第?[一二三四五六七八九十\d]{1,2}期|[东西南北中][区苑院里园]|[A-Z\d]{1,2}区|[一二三四五六七八九十]{1,2}[区里]|[东西南北]片区)/u;

/** End of what makes an estate's name go on: 二期, 南区, B区. */
export function extensionEnd(text: string, at: number, to: number): number {
  let end = at;
  for (;;) {
    const [more] = EXTENSION.exec(text.slice(end, to)) ?? [];
    if (more === undefined) return end;
    end += more.length;
  }
}

const NEAR =
  /(?:东侧|西侧|南侧|北侧|东边|西边|南边|北边|旁边|边上|旁|对面|斜对面|附近|隔壁|后面|前面|楼上|楼下|以东|以西|以南|以北|交叉口|交汇处|交界处|交叉处|路口|口|[东西南北]{1,2}角|[东西南北]首|\d+米(?:处|路[东西南北])?)$/u;
const mayBeNear = oneOf('东西南北旁对附斜以交路口');
const NEAR_FIRST =
  /^(?:东侧|西侧|南侧|北侧|东边|西边|南边|北边|旁边|对面|附近|斜对面|以东|以西|以南|以北|交叉口|交汇处|交界处|路口|口|[东西南北]首)/u;

/** Length of a word of nearness at the end of a name. */
export function nearAtEnd(name: string): number {
  return NEAR.exec(name)?.[0].length ?? 0;
}

export function nearAtStart(name: string): number {
  if (!mayBeNear(name.charCodeAt(0))) return 0;
  return NEAR_FIRST.exec(name)?.[0].length ?? 0;
}
