/** Names, roads and firms' words in Chinese, characters that sound alike (by their readings, not by a list of our own) and characters with an older form. */
import { pinyin } from 'pinyin-pro';
import type { Random } from '../../../../samples/random.ts';

export const SURNAMES = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺',
  '欧阳',
  '上官',
  '司徒',
  '诸葛',
  '皇甫',
  '尉迟',
  '令狐',
  '慕容',
];
export const MALE = [
  ...'伟强磊军勇杰涛明超刚平辉鹏飞华建国文斌亮波志峰健林浩宇俊海龙鑫东晨凯博翔瑞庆成山毅荣清新元宏武振家祥德永兴良才全胜学义仁昌茂进有坚和彪诚先敬震壮会思群豪心邦承乐绍功松善厚裕磊民友嘉致树炎江逸坤乾恒灿旭阳煜铭泽轩梓浩然',
];
export const FEMALE = [
  ...'芳娜敏静丽艳娟霞秀英玲桂兰红梅燕云洁雪琴萍莉慧婷倩欣怡佳琳颖璐月凤珍素春淑蓉媛瑶悦思雅晶翠彩菊香巧惠妍茜秋珊莎锦黛青园羽筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜可姬舒影荔枝丝雨涵诗梦紫萱梓依若',
];
export const CITIES: readonly (readonly [string, string, readonly string[]])[] = [
  ['浙江省', '宁波市', ['海曙区', '江北区', '镇海区', '北仑区', '鄞州区', '奉化区']],
  ['浙江省', '杭州市', ['上城区', '拱墅区', '西湖区', '滨江区', '萧山区', '余杭区']],
  ['江苏省', '南京市', ['玄武区', '秦淮区', '建邺区', '鼓楼区', '栖霞区']],
  ['江苏省', '苏州市', ['姑苏区', '虎丘区', '吴中区', '相城区']],
  ['广东省', '深圳市', ['福田区', '罗湖区', '南山区', '宝安区', '龙岗区']],
  ['广东省', '广州市', ['天河区', '越秀区', '海珠区', '白云区']],
  ['四川省', '成都市', ['锦江区', '青羊区', '武侯区', '成华区']],
  ['湖北省', '武汉市', ['江岸区', '武昌区', '洪山区', '汉阳区']],
  ['山东省', '青岛市', ['市南区', '市北区', '崂山区', '李沧区']],
];
const ROAD_WORDS =
  '人民 解放 建设 中山 文化 青年 团结 胜利 新华 光明 育才 学府 府前 站前 环城 滨河 长江 黄河 泰山 华山 桃花 梅园 丹桂 银杏 香樟 玉兰 翠竹 松柏 康宁 福安 兴业 科技 创新 百丈 药行 江厦 柳汀 望湖 民安 世纪 通途 环镇 迎宾 体育场 凤起 庆春 延安 复兴 和平 朝阳 东风 红旗 前进 民主'.split(
    ' ',
  );
const ESTATES =
  '阳光花园 金色家园 翡翠新村 碧水苑 锦绣小区 绿地公寓 滨江雅苑 东方名邸 枫林佳苑 天鹅湾 玫瑰园 梧桐里 星河城 湖畔居 书香门第 丽景苑 云锦园 和风苑 清波里 望湖苑 金桂园 海棠苑 御景湾 康乐新村 幸福里 永泰花园'.split(
    ' ',
  );
export const BRANDS = [
  ...'瑞恒信达鑫盛宏泰华康正源佳美博远天立金丰润德永安智创联众兴隆顺昌海龙凯越明辉诚和嘉禾蓝星云腾启航中科亿通百川万邦凌志东方晨曦优品易联尚善聚力锦程卓越',
];
export const TRADES: readonly (readonly [string, string])[] = [
  ['信息技术', '科技'],
  ['网络科技', '网络'],
  ['商贸', '贸易'],
  ['建筑工程', '建筑'],
  ['装饰工程', '装饰'],
  ['餐饮管理', '餐饮'],
  ['物流', '运输'],
  ['机械设备', '机械'],
  ['电子', '电子'],
  ['化工', '化学'],
  ['服装', '服饰'],
  ['文化传媒', '传媒'],
  ['教育咨询', '教育'],
  ['房地产开发', '房产'],
  ['物业服务', '物业'],
  ['医疗器械', '医疗'],
  ['生物科技', '生物'],
  ['投资管理', '投资'],
  ['广告', '广告'],
  ['汽车销售', '汽车'],
  ['人力资源', '人力'],
  ['食品', '食品'],
  ['环保科技', '环保'],
  ['模具', '模具'],
  ['进出口', '外贸'],
  ['塑料制品', '塑料'],
  ['家具', '家居'],
];
export const LEGAL_FORMS: readonly (readonly string[])[] = [
  ['有限公司', '有限责任公司'],
  ['有限责任公司', '有限公司'],
  ['股份有限公司', '股份公司'],
  ['厂'],
  ['商行'],
  ['经营部'],
  ['合伙企业（有限合伙）', '合伙企业'],
  ['集团有限公司', '集团'],
];

const OLDER: readonly string[] = (
  '张張 刘劉 陈陳 杨楊 赵趙 黄黃 吴吳 孙孫 马馬 罗羅 郑鄭 谢謝 韩韓 冯馮 萧蕭 邓鄧 许許 吕呂 苏蘇 卢盧 蒋蔣 贾賈 叶葉 阎閻 钟鍾 谭譚 邹鄒 陆陸 伟偉 强強 军軍 涛濤 刚剛 辉輝 鹏鵬 飞飛 华華 国國 龙龍 东東 凯凱 庆慶 荣榮 ' +
  '丽麗 艳豔 红紅 兰蘭 云雲 洁潔 凤鳳 颖穎 静靜 瑶瑤 悦悅 顾顧 贺賀 钱錢 阳陽 汤湯 庞龐 严嚴 鲁魯 齐齊 欧歐 龚龔 尔爾 乐樂 学學 义義 坚堅 诚誠 会會 邦邦 绍紹 树樹 灿燦 铭銘 泽澤 轩軒 涵涵 诗詩 梦夢'
).split(' ');
const older = new Map(OLDER.map((pair) => [pair[0]!, pair[1]!] as const));

const soundsLike = new Map<string, string[]>();
for (const one of new Set([
  ...MALE,
  ...FEMALE,
  ...SURNAMES.filter((name) => name.length === 1),
  ...'玮炜捷鸣萍晖菲桦剑雯彬滨博锋霖皓昊羽雨骏峻欣辰楷睿青卿红洪舞嘉纳靖莉燕瑛铃灵贵玫芸惠亭茜宜影露真叔遥娅京采磐帆凡樊帅朔硕曼漫蔓琪奇齐祺绮颂宋嵩诵谊奕怿艺',
])) {
  const reading = pinyin(one, { toneType: 'none' });
  soundsLike.set(reading, [...(soundsLike.get(reading) ?? []), one]);
}

/** One character of the text for another that sounds the same; the text itself where none does. */
export function misheardChinese(random: Random, text: string): string {
  const characters = [...text];
  const start = random.int(characters.length);
  for (let i = 0; i < characters.length; i++) {
    const at = (start + i) % characters.length;
    const others = (soundsLike.get(pinyin(characters[at]!, { toneType: 'none' })) ?? []).filter((other) => other !== characters[at]);
    if (others.length === 0) continue;
    characters[at] = random.pick(others);
    return characters.join('');
  }
  return text;
}

export function inOlderForm(text: string): string {
  return [...text].map((one) => older.get(one) ?? one).join('');
}

/** One character wrong, lost or swapped with the next. */
export function characterSlip(random: Random, text: string, from: readonly string[]): string {
  const characters = [...text];
  if (characters.length < 2) return text;
  const at = 1 + random.int(characters.length - 1);
  const kind = random.next();
  if (kind < 0.6) characters[at] = random.pick(from);
  else if (kind < 0.85 && characters.length > 2) characters.splice(at, 1);
  else if (characters.length > 2) [characters[1], characters[2]] = [characters[2]!, characters[1]!];
  else characters[at] = random.pick(from);
  return characters.join('');
}

export function inLatin(name: string): string {
  return pinyin(name, { toneType: 'none', type: 'array' }).join(' ').toUpperCase();
}

export interface Address {
  province: string;
  city: string;
  district: string;
  road: string;
  number: number;
  estate: string;
  building: number;
  unit: number;
  room: number;
}

export function address(random: Random, place = random.pick(CITIES)): Address {
  const [province, city, districts] = place;
  return {
    province,
    city,
    district: random.pick(districts),
    road: `${random.pick(ROAD_WORDS)}${random.pick(['路', '路', '路', '大道', '街', '东路', '西路', '南路'])}`,
    number: 1 + random.int(600),
    estate: random.chance(0.6) ? random.pick(ESTATES) : '',
    building: 1 + random.int(28),
    unit: 1 + random.int(4),
    room: (1 + random.int(18)) * 100 + 1 + random.int(4),
  };
}

/** One of the ways an address is written. */
export function addressText(random: Random, { province, city, district, road, number, estate, building, unit, room }: Address): string {
  const front = random.pick([`${province}${city}${district}`, `${city}${district}`, `${city.replace('市', '')}${district}`, district, '']);
  const tail = random.chance(0.15)
    ? `${building}-${unit}-${room}`
    : random.chance(0.2)
      ? `${building}栋${unit}单元${room}`
      : random.chance(0.1)
        ? `${building}号楼${room}室`
        : `${building}幢${unit}单元${room}室`;
  const way = random.next();
  const middle = estate === '' || way < 0.35 ? `${road}${number}号` : way < 0.65 ? `${road}${number}号${estate}` : estate;
  return `${front}${middle}${estate === '' && room % 5 === 1 ? '' : tail}`;
}
