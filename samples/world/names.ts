/** People's names, and how a clerk mishears or miswrites them. */
import type { Random } from '../random.ts';

const SURNAMES =
  '王72 李72 张68 刘54 陈46 杨31 赵23 黄22 周21 吴20 徐17 孙15 胡13 朱13 高12 林12 何12 郭11 马11 罗10 梁10 宋9 郑9 谢8 韩8 唐8 冯7 于7 董7 萧6 程6 曹6 袁6 邓6 许6 傅5 沈5 曾5 彭5 吕5 ' +
  '苏5 卢5 蒋5 蔡4 贾4 丁4 魏4 薛4 叶4 阎4 余4 潘4 杜4 戴3 夏3 钟3 汪3 田3 任3 姜3 范3 方3 石3 姚3 谭3 廖3 邹3 熊2 金2 陆2 郝2 孔2 白2 崔2 康2 毛2 邱2 秦2 江2 史2 欧阳1 司马1 诸葛1 上官1';

const MALE = '伟强磊军勇杰涛明超刚平辉鹏飞华建国文斌亮波志峰健林浩宇俊海龙鑫东晨凯博翔瑞庆成山毅荣清新元宏武振家祥德';
const FEMALE = '芳娜敏静丽艳娟霞秀英玲桂兰红梅燕云洁雪琴萍莉慧婷倩欣怡佳琳颖璐月凤珍素春淑蓉媛瑶悦思雅晶翠彩菊香巧惠';

/** Given names of peoples whose names are written with a separator. */
const LONG_MALE = '阿不都 买买提 艾力 吐尔逊 库尔班 依明 玉素甫 巴图'.split(' ');
const LONG_FEMALE = '阿依古丽 古丽娜尔 热依汗 帕提古丽 阿孜古丽 其其格'.split(' ');
const LONG_FAMILY = '买买提 吐尔逊 艾合买提 肉孜 司马义 依布拉音 卡德尔 苏力坦'.split(' ');

/** Characters that sound alike or are written in two ways; the first of a group is the usual one. */
const ALIKE = (
  '伟玮炜 强墙 磊垒 军君 勇永泳 杰洁捷 涛滔 明鸣铭 超朝 刚钢 平萍坪 辉晖挥 鹏朋 飞菲 华桦華 建健剑 国國 文雯 斌彬滨 亮谅 波博 志智 峰锋 林琳霖 浩皓昊 宇羽雨 俊骏峻 海嗨 龙龍 鑫欣新 东冬東 晨辰 ' +
  '凯楷 翔祥 瑞睿 庆慶 成诚城 山珊 毅义艺 荣容榮 清青卿 元园 宏红洪 武舞 振震 家佳嘉 德徳 芳方 娜纳 敏闽 静婧靖 丽莉 艳燕 娟涓 霞侠 秀绣 英瑛 玲铃灵 桂贵 兰蘭 梅玫 云芸 雪薛 琴芹 慧惠 婷亭 倩茜 怡宜 ' +
  '颖影 璐露 月悦 凤鳳 珍真 素愫 春椿 淑叔 蓉容 媛苑 瑶遥 思丝 雅娅 晶京 翠萃 彩采 菊局 香湘 巧俏 ' +
  '王汪 李黎 张章張 刘柳劉 陈程陳 杨楊 赵趙 黄黃 周洲 吴武吳 徐许 孙孫 朱珠 何和 马馬 罗羅 郑鄭 谢謝 韩韓 冯馮 于余 董懂 萧肖 曹槽 邓鄧 傅付 沈沉 曾增 吕呂 苏蘇 卢盧 蒋蔣 贾賈 叶葉 阎闫 潘盤 夏下 钟鍾 姜江 范範 姚遥'
).split(' ');

const alike = new Map<string, string[]>();
for (const group of ALIKE) {
  for (const one of group)
    if (!alike.has(one))
      alike.set(
        one,
        [...group].filter((other) => other !== one),
      );
}

const surnames: string[] = [];
for (const entry of SURNAMES.split(' ')) {
  const [, name, weight] = /^(\D+)(\d+)$/.exec(entry)!;
  for (let i = 0; i < Number(weight); i++) surnames.push(name!);
}

/** Characters of given names that older computers cannot write; the last four have no place in GBK. */
const RARE = '喆堃犇翀祎赟淼懿曌煊翾彧昶㛃㐂𬭎𠀀'.replace(/./gu, '$& ').trim().split(' ');
const RARE_SHARE = 0.004;

const LATIN_FAMILY = 'SMITH JOHNSON KIM PARK TANAKA SUZUKI NGUYEN TRAN IVANOV PETROV MARTIN BERNARD'.split(' ');
const LATIN_MALE = 'JOHN PETER MINHO TAKESHI VAN SERGEI PIERRE DAVID'.split(' ');
const LATIN_FEMALE = 'MARY ANNA JIWOO YUKI THI OLGA MARIE SUSAN'.split(' ');

const TWO_CHARACTER_SURNAMES = ['欧阳', '司马', '诸葛', '上官'];

export const SEPARATOR = '·';

/** `sex` 1 male, 2 female. A child takes its father's surname. */
export function givePersonName(random: Random, sex: number, surname = random.pick(surnames)): string {
  if (surname.includes(SEPARATOR)) return random.pick(sex === 1 ? LONG_MALE : LONG_FEMALE) + surname;
  const from = sex === 1 ? MALE : FEMALE;
  const first = random.chance(RARE_SHARE) ? random.pick(RARE) : from[random.int(from.length)]!;
  return random.chance(0.22) ? surname + first : surname + first + from[random.int(from.length)]!;
}

export function giveLatinName(random: Random, sex: number): string {
  return `${random.pick(sex === 1 ? LATIN_MALE : LATIN_FEMALE)} ${random.pick(LATIN_FAMILY)}`;
}

/** A family name of the kind `·买买提`, which stands after the given name. */
export function giveLongFamily(random: Random): string {
  return SEPARATOR + random.pick(LONG_FAMILY);
}

export function surnameOf(name: string): string {
  const at = name.indexOf(SEPARATOR);
  if (at >= 0) return name.slice(at);
  // Children of foreigners are given a Chinese name.
  if (name[0]! < '一') return '安';
  return TWO_CHARACTER_SURNAMES.includes(name.slice(0, 2)) ? name.slice(0, 2) : name.slice(0, 1);
}

/** The name with one character replaced by one that sounds alike or is its other form. `choice` is any integer. */
export function mishear(name: string, choice: number): string {
  const characters = [...name];
  for (let i = 0; i < characters.length; i++) {
    // The given name is misheard more often than the surname: the search begins behind it.
    const at = (1 + i + (choice % 2)) % characters.length;
    const others = alike.get(characters[at]!);
    if (!others?.length) continue;
    characters[at] = others[(choice >>> 3) % others.length]!;
    return characters.join('');
  }
  return name;
}
