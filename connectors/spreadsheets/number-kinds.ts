/** What a cell's number means. */
export type NumberKind = 'number' | 'date' | 'time' | 'datetime';

const between = (id: number, first: number, last: number) => id >= first && id <= last;

/** The formats that have a number only; 27–36 and 50–58 are those of Chinese, Japanese and Korean Excel. */
export function builtInKind(id: number): NumberKind {
  if (id === 22) return 'datetime';
  if (between(id, 18, 21) || between(id, 32, 35) || id === 45 || id === 47 || between(id, 55, 56)) return 'time';
  if (between(id, 14, 17) || between(id, 27, 31) || id === 36 || between(id, 50, 58)) return 'date';
  return 'number';
}

/** What a format code such as `yyyy"年"m"月"d"日"` shows. A running time (`[h]:mm`) stays a number. */
export function kindOfFormat(code: string): NumberKind {
  const [first = ''] = code.replaceAll(/"[^"]*"|\\.|_.|\*./g, '').split(';');
  if (/\[(h+|m+|s+)\]/i.test(first)) return 'number';
  const plain = first.replaceAll(/\[[^\]]*\]/g, '').replaceAll(/am\/pm|a\/p/gi, 'h');
  if (/general|e[+-]/i.test(plain)) return 'number';
  const time = /[hs]/i.test(plain);
  const date = /[yd]/i.test(plain) || (/m/i.test(plain) && !time);
  if (date) return time ? 'datetime' : 'date';
  return time ? 'time' : 'number';
}
