/** What is doubtful about learned names. A pure function of the names: whatever the order in which they were learned. */
import type { Doubt, DoubtCode, TaughtName } from './contract.ts';

/** Fewer records may be one clerk's slip. */
export const ENOUGH_RECORDS = 3;
/** So many records make up for a parser that was not sure. */
const ENOUGH_WHEN_UNSURE = 10;
const SURE = 0.8;
/** A name with so many times the records is the likelier one. */
const FAR_MORE = 5;

/** @returns the doubts of each name, in the order given; none where nothing is doubtful */
export function doubtsOf(names: readonly TaughtName[]): Doubt[][] {
  const doubts = names.map(ownDoubts);
  const index = new Map(names.map((name, i) => [name, i]));
  const add = (name: TaughtName, code: DoubtCode, about: string) => doubts[index.get(name)!]!.push({ code, about });
  for (const same of Map.groupBy(names, ({ kind, name }) => `${kind}/${name}`).values()) {
    const most = mostOf(same);
    for (const name of same) if (isFarMore(most, name)) add(name, 'elsewhere', most.division);
  }
  for (const same of Map.groupBy(names, ({ division, name }) => `${division}/${name}`).values()) {
    const most = mostOf(same);
    for (const name of same) if (isFarMore(most, name)) add(name, 'otherKind', most.kind);
  }
  for (const near of Map.groupBy(names, ({ division, kind }) => `${division}/${kind}`).values())
    for (const [name, other] of nearNames(near)) add(name, 'similar', other.name);
  return doubts;
}

function ownDoubts({ kind, name, records, confidence }: TaughtName): Doubt[] {
  const codes: DoubtCode[] = [];
  if (records === 0) codes.push('gone');
  else if (records < ENOUGH_RECORDS) codes.push('seldom');
  if (confidence < SURE && records < ENOUGH_WHEN_UNSURE) codes.push('unsure');
  if (looksLikePlace(kind, name)) codes.push('looksLikePlace');
  return codes.map((code) => ({ code, about: '' }));
}

/** A road in whose name a company, a shop or what is near stands, an estate that is a company. 学院路 and 银行大厦 are names like others. */
function looksLikePlace(kind: string, name: string): boolean {
  if (kind === 'estate') return /(?:公司|集团|支行|派出所|委员会)/u.test(name);
  return kind === 'road' && (name.length > 10 || /(?:公司|超市|酒店|宾馆|饭店|对面|附近|旁边|隔壁|路口)/u.test(name));
}

function mostOf(names: readonly TaughtName[]): TaughtName {
  return names.reduce((most, name) => (name.records > most.records ? name : most));
}

function isFarMore(one: TaughtName, other: TaughtName): boolean {
  return one !== other && one.records >= FAR_MORE * Math.max(other.records, 1);
}

/** Characters by which neighbours differ on purpose: 文一路 and 文二路, 东区 and 西区, 甲 and 乙. */
const APART = /[\dA-Z〇一二三四五六七八九十东西南北中上下前后左右大小新老内外甲乙丙丁]/u;

/** Names one character apart from one that has far more records, with the one that has most. */
function nearNames(names: readonly TaughtName[]): Map<TaughtName, TaughtName> {
  const found = new Map<TaughtName, TaughtName>();
  const consider = (one: TaughtName, other: TaughtName) => {
    if (isFarMore(other, one) && (found.get(one)?.records ?? 0) < other.records) found.set(one, other);
  };
  const byName = new Map(names.map((name) => [name.name, name]));
  const byGap = new Map<string, TaughtName[]>();
  for (const name of names) {
    if (name.name.length < 3) continue;
    for (let i = 0; i < name.name.length - 1; i++) {
      const without = name.name.slice(0, i) + name.name.slice(i + 1);
      const shorter = byName.get(without);
      if (shorter !== undefined && !APART.test(name.name[i]!)) {
        consider(name, shorter);
        consider(shorter, name);
      }
      if (APART.test(name.name[i]!)) continue;
      const key = `${i}/${without}`;
      const gap = byGap.get(key);
      if (gap === undefined) byGap.set(key, [name]);
      else gap.push(name);
    }
  }
  for (const gap of byGap.values()) {
    const most = mostOf(gap);
    for (const name of gap) consider(name, most);
  }
  return found;
}
