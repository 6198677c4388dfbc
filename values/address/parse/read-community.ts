/** Communities and villages, and hamlets and groups within them. */
import { unitOf } from './characters.ts';
import { type House, take } from './house.ts';
import { communityWord } from './name-words.ts';
import { type Chunk, hasWord, type Reading } from './reading.ts';
import { roadSuffix } from './road-ahead.ts';
import * as words from './unit-words.ts';

const LONGEST_COMMUNITY = 13;
const NO_VILLAGE = /(?:中关|度假|文化|工业|创业|电商|淘宝|奥运|地球|亚运|媒体|运动员)$/u;

/** X社区, X居委会, X村, and the hamlet in it. Gives where the rest begins. */
export function readCommunity(reading: Reading, house: House, chunk: Chunk): number {
  if (house.community !== undefined || house.road !== undefined) return secondVillage(reading, house, chunk);
  const { folded, units } = reading;
  for (let i = chunk.start + 1; i < Math.min(chunk.end, chunk.start + LONGEST_COMMUNITY); i++) {
    const length = roadSuffix(units, i, chunk.end);
    if (
      length > 0 &&
      units[i] !== COUNTRYSIDE &&
      !isInVillage(reading, chunk, i) &&
      !NAMED_AFTER_ROAD.test(folded.slice(i + length, i + length + 4))
    )
      return chunk.start;
    const end = i + 1;
    const isVillage = units[i] === VILLAGE && isVillageEnd(reading, chunk, end);
    const isCommittee = units[i] === COMMITTEE && end === chunk.end && chunk.next === words.GROUP;
    const word = isVillage || isCommittee ? 1 : communityWord(folded, chunk.start, end);
    if (word === 0 || end - word <= chunk.start) continue;
    // A 社区 with its buildings behind it is an estate.
    if (!isVillage && end === chunk.end && words.isOfHouse(chunk.next) && !/[会]$/u.test(folded.slice(chunk.start, end)))
      return chunk.start;
    if (!isVillage && folded.startsWith(word === 2 ? '居' : '会', end)) continue;
    if (word === 2 && units[i] === COMMITTEE && folded[end] === '会') continue;
    if (!isVillage && word === 2 && end < chunk.end && communityGoesOn(folded, end)) continue;
    // 大村管理区
    const to = isVillage && hasWord(reading, end, '管理区') ? end + 3 : end;
    take(reading, house, { start: chunk.start, end: to, level: 'community', value: folded.slice(chunk.start, to), confidence: 0.9 });
    return secondVillage(reading, house, { ...chunk, start: to });
  }
  return chunk.start;
}

/** 云路社区, 半爿街村 */
const NAMED_AFTER_ROAD = /^(?:社区|行政村|居委会|居民委|村(?![\d一二三四五六七八九十]*(?:幢|栋|号楼)))/u;

const [VILLAGE, COUNTRYSIDE, COMMITTEE] = [unitOf('村'), unitOf('乡'), unitOf('委')];

/** 店街塘村: a village named after a street. */
function isInVillage(reading: Reading, chunk: Chunk, at: number): boolean {
  for (let i = at + 1; i <= at + 2 && i < chunk.end; i++)
    if (reading.units[i] === VILLAGE)
      return i - chunk.start < 6 && reading.parts.some(isCountryTown) && isVillageEnd(reading, chunk, i + 1);
  return false;
}

function isCountryTown({ level, value }: { level: string; value: string }): boolean {
  return level === 'street' && /[镇乡]$/u.test(value);
}

function communityGoesOn(folded: string, at: number): boolean {
  return folded.startsWith('医院', at) || folded.startsWith('卫生', at) || folded.startsWith('服务', at) || folded.startsWith('中心', at);
}

function isVillageEnd({ folded, parts }: Reading, chunk: Chunk, end: number): boolean {
  const name = folded.slice(chunk.start, end - 1);
  if (name.length === 0 || NO_VILLAGE.test(name)) return false;
  const isInTown = parts.some(isCountryTown);
  // 曹杨新村 and 罗阳三村 are estates, 茂新村 and 湖二村 of a town villages.
  if (/新$/u.test(name) && (!isInTown || name.length !== 2)) return false;
  if (/[一二三四五六七八九十]$/u.test(name) && (!isInTown || (end === chunk.end && chunk.next !== words.GROUP))) return false;
  const after = folded.slice(end, Math.min(end + 2, chunk.end));
  // 余村村: the village of 余村.
  if (/^村(?![民委]|[东西南北中][头边口侧首])/u.test(folded.slice(end, Math.min(end + 3, chunk.end)))) return false;
  // 村民委员会, 村民小组; but 和平村民丰
  if (/^民(?:小?组|委|中心|广场|之家|[路街巷住居\d]|公园|公寓|新村)/u.test(folded.slice(end, Math.min(end + 3, chunk.end)))) return false;
  // 小堡村南街: a village of a town, and its street.
  if (isInTown && name.length > 1 && /^[东西南北中前后][街巷]/u.test(after)) return true;
  if (/^(?:社区|居委|[路街巷镇口道桥委庄]|大[街道路]|[一二三四五六七八九十]横|[东西南北中][路街大]|工业|委会|卫生|小学)/u.test(after))
    return /^(?:工业|小学|卫生)/u.test(after);
  const hasAbove = parts.some(({ level }) => level === 'street' || level === 'district');
  return hasAbove && (isInTown || !(end === chunk.end && words.isOfHouse(chunk.next)));
}

/** Y庄 in X村: the place in which houses are numbered. */
function secondVillage(reading: Reading, house: House, chunk: Chunk): number {
  const { folded } = reading;
  if (house.community === undefined || house.road !== undefined || chunk.start >= chunk.end) return chunk.start;
  const village = villageOfCommunity(reading, house, chunk);
  if (village > chunk.start) return secondVillage(reading, house, { ...chunk, start: village });
  const name = folded.slice(chunk.start, chunk.end);
  // 孙滩村小河组, 姚店行政村姚店村: nothing is numbered there, yet it is where the house is.
  if (chunk.next === words.AT_BREAK && house.last === house.community && HAMLET.test(name)) {
    take(reading, house, { ...chunk, level: 'road', value: name, confidence: 0.8 });
    return chunk.end;
  }
  if (!/^.{1,6}(?:自然村|[村庄屯寨湾坪沟营坝冲塘组队坊岗岭嘴店堡圩埠头坑洞田])$/u.test(name)) return chunk.start;
  if (chunk.next !== words.HAO && chunk.next !== words.GROUP) return chunk.start;
  take(reading, house, { ...chunk, level: 'road', value: name, confidence: 0.85 });
  return chunk.end;
}

/** 鲍田社区鲍二村: the village is the nearer one. */
function villageOfCommunity(reading: Reading, house: House, chunk: Chunk): number {
  const { community, last } = house;
  if (community === undefined || last !== community || !/(?:社区|居委会?)$/u.test(community.value)) return chunk.start;
  for (let i = chunk.start + 1; i < Math.min(chunk.end, chunk.start + 5); i++) {
    if (roadSuffix(reading.units, i, chunk.end) > 0) return chunk.start;
    if (reading.units[i] !== VILLAGE || !isVillageEnd(reading, chunk, i + 1) || i + 1 === chunk.end) continue;
    community.level = 'note';
    house.community = undefined;
    take(reading, house, {
      start: chunk.start,
      end: i + 1,
      level: 'community',
      value: reading.folded.slice(chunk.start, i + 1),
      confidence: 0.85,
    });
    return i + 1;
  }
  return chunk.start;
}

const HAMLET = /^(?![东西南北新中关][^屯组]$)[㐀-鿿]{1,5}(?:自然村|村民小组|小组|屋场|[村庄屯寨湾塆组垸圩冲坳])$/u;
