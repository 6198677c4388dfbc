/** Words that tell a division's name from the same characters elsewhere. */

export const STREET_WORDS = ['街道办事处', '街道办', '街道', '办事处', '地区', '苏木', '镇', '乡'];
/** Names of cities that are names of roads and buildings everywhere: short, they need a division behind them. */
export const COMMON = new Set([
  '中山',
  '朝阳',
  '黄山',
  '延安',
  '遵义',
  '长春',
  '东方',
  '白山',
  '大同',
  '黄石',
  '海南',
  '吉林',
  '河南',
  '湖南',
  '兴安',
  '三沙',
]);
/** Names of districts that are words of their own. */
export const EVERYWHERE = new Set(
  '红旗 复兴 友谊 共和 东方 东风 解放 和平 新华 光明 向阳 前进 胜利 长安 永定 兴业 桥东 桥西 河东 河西 东城 西城 城东 城西 开发 港口 滨海 滨江 临江 新城 新兴 文峰 七星 双桥 古城 平安 团结 建设'.split(
    ' ',
  ),
);
/** Cities whose streets lie in no district. */
export const WITHOUT_DISTRICTS = new Set(['4419', '4420', '4604', '6202']);
/** What a short name before it belongs to: 江苏大厦 is no 江苏. */
export const BELONGS =
  /^(?:[路街道巷弄桥门寺湾港庙塔嘴]|大厦|大楼|宾馆|饭店|酒店|广场|花园|公寓|小区|新村|大学|大街|大道|大路|银行|医院|学院|中学|小学|中心|公馆|国际|商城|商厦|城[^东西南北阳厢关]|公园|站|会馆|食品|航空|证券|人家|[山江河湖](?:路|街|大道|庄))/u;
/** Districts that begin as a road ends. */
export const DIVISIONS_OF_ROAD = /^路(?:桥区|南[区县彝]|北区)/u;
/** 市场 and 市民中心 are no city's end. */
export const CITYS_OWN = /^(?:场|民中心|民广场|民街|民之家)/u;
/** Nor is the street 市桥 of 番禺. */
export const PANYU = '番禺市桥';
/** What a road's name before its suffix does not consist of: 西路, 中路, 东一路 belong to what stands before. */
export const DIRECTIONS = /^[东西南北中前后内外上下一二三四五六七八九十新老大小横支环]*$/u;
/** Behind a district's name in short. */
export const ZONE =
  /^(?:国家级?)?(?:经济技术开发区|经济开发区|高新技术产业开发区|高新技术开发区|高新开发区|高新区|高新技术产业园|开发区|经开区)/u;
/** Behind a city's name in short: 长春净月高新区, 中山火炬开发区. */
export const OWN_ZONE = /^.{0,4}(?:经济技术开发区|经济开发区|高新技术产业开发区|高新技术开发区|高新区|开发区|经开区|综合保税区)/u;
