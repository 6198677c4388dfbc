/** How names come to be written otherwise than they are: lost characters and traditional forms. */

const TRADITIONAL = (
  '张張 刘劉 陈陳 杨楊 赵趙 黄黃 吴吳 孙孫 马馬 罗羅 郑鄭 谢謝 韩韓 冯馮 萧蕭 邓鄧 许許 吕呂 苏蘇 卢盧 蒋蔣 贾賈 叶葉 阎閻 钟鍾 谭譚 邹鄒 陆陸 欧歐 诸諸 ' +
  '伟偉 强強 军軍 涛濤 刚剛 辉輝 鹏鵬 飞飛 华華 国國 龙龍 东東 凯凱 庆慶 荣榮 丽麗 艳豔 红紅 兰蘭 云雲 洁潔 凤鳳 颖穎 静靜 瑶瑤 悦悅 赟贇 祎禕 ' +
  '买買 尔爾 库庫 热熱 图圖 义義 苏蘇 达達 汉漢 书書 乐樂 邹鄒 韦韋 万萬 严嚴 齐齊 龚龔 顾顧 贺賀 钱錢 阳陽 丰豐 麦麥'
).split(' ');

const traditional = new Map(TRADITIONAL.map((pair) => [pair[0]!, pair[1]!] as const));
const MARKS = ['?', '？', '□'];
/** First code point of the private-use area, in which vendors put characters of their own. */
const PRIVATE_USE = 0xe000;

/** Every character in its traditional form; the name itself where no character has one. */
export function inTraditional(name: string): string {
  return [...name].map((one) => traditional.get(one) ?? one).join('');
}

/** The name with its rarest-looking character lost: a mark in its place, or one from a vendor's font. `choice` is any integer. */
export function degrade(name: string, choice: number): string {
  const characters = [...name];
  const rare = characters.findIndex((one) => one.codePointAt(0)! > 0x9fff || one.codePointAt(0)! < 0x4e00);
  const at = rare >= 0 && !name.includes('·') ? rare : 1 + (choice % Math.max(1, characters.length - 1));
  const kind = (choice >>> 4) % 5;
  characters[at] = kind < 3 ? MARKS[kind]! : String.fromCharCode(PRIVATE_USE + ((choice >>> 7) % 0x400));
  return characters.join('');
}
