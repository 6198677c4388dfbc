/** The names under which a division is found: in full, short, and the stem of a street. */
import { CITY, COMMUNITY, type Form, FULL, type Place, PROVINCE, SHORT, STEM_OF_STREET, STREET } from './place.ts';

/** Peoples' names within those of autonomous divisions. */
const PEOPLES =
  '蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|塔吉克|怒|鄂温克|保安|裕固|独龙|鄂伦春|各';
const AUTONOMOUS = new RegExp(`^(.{2,}?)(?:(?:${PEOPLES})族?)*自治(?:区|州|县|旗)$`, 'u');
const STREET_WORD = /(?:街道办事处|街道|地区|苏木|镇|乡)$/u;

/** What else some are called. The corps of Xinjiang has towns and cities of its own in it. */
const OTHERS: Record<string, string[]> = {
  11: ['京'],
  12: ['津'],
  13: ['冀'],
  15: ['内蒙'],
  31: ['沪'],
  32: ['苏'],
  33: ['浙'],
  34: ['皖'],
  35: ['闽'],
  36: ['赣'],
  37: ['鲁'],
  41: ['豫'],
  42: ['鄂'],
  43: ['湘'],
  44: ['粤'],
  45: ['桂'],
  46: ['琼'],
  50: ['渝'],
  51: ['川'],
  52: ['黔'],
  53: ['滇'],
  61: ['陕'],
  65: ['新疆生产建设兵团', '新疆兵团', '兵团'],
  1501: ['呼市'],
  1525: ['锡盟'],
  1529: ['阿盟'],
  6501: ['乌市'],
  6527: ['博州'],
  6528: ['巴州'],
  6530: ['克州'],
};

/** The forms under which a division is found. */
export function* namesOf({ name, level, code }: Pick<Place, 'name' | 'level' | 'code'>): Generator<[string, Form]> {
  if (/^(?:市辖区|县|.*直辖县级行政区划)$/u.test(name)) return;
  if (level === STREET) {
    const stem = name.replace(STREET_WORD, '');
    if (stem.length >= 1 && stem !== name) yield [stem, STEM_OF_STREET];
    else if (name.length >= 3) yield [name, FULL];
    return;
  }
  yield [name, FULL];
  if (level === COMMUNITY) return;
  const short = shortOf(name, level);
  if (short.length >= 2 && short !== name) {
    yield [short, SHORT];
    if (level === CITY && name.endsWith('自治州')) yield [`${short}州`, SHORT];
  }
  for (const other of OTHERS[code] ?? []) yield [other, SHORT];
}

function shortOf(name: string, level: number): string {
  const autonomous = AUTONOMOUS.exec(name)?.[1];
  if (autonomous !== undefined) return autonomous;
  if (level === PROVINCE) return name.replace(/(?:省|市|特别行政区)$/u, '');
  if (level === CITY) return name.replace(/(?:市|地区|盟|州)$/u, '');
  return name.replace(/(?:新区|区|县|市|旗|(?<=神农架)林区|特区)$/u, '');
}
