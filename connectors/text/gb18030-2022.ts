/**
 * GB18030-2022 gave 18 characters that older converters put into the private use area their real code points.
 * Every one of them is three bytes long in UTF-8, before and after, so they are exchanged in place.
 */
const fromOldToNew: ReadonlyMap<number, number> = new Map([
  [0xe78d, 0xfe10],
  [0xe78e, 0xfe12],
  [0xe78f, 0xfe11],
  [0xe790, 0xfe13],
  [0xe791, 0xfe14],
  [0xe792, 0xfe15],
  [0xe793, 0xfe16],
  [0xe794, 0xfe17],
  [0xe795, 0xfe18],
  [0xe796, 0xfe19],
  [0xe81e, 0x9fb4],
  [0xe826, 0x9fb5],
  [0xe82b, 0x9fb6],
  [0xe82c, 0x9fb7],
  [0xe832, 0x9fb8],
  [0xe843, 0x9fb9],
  [0xe854, 0x9fba],
  [0xe864, 0x9fbb],
]);

/** The same as two texts, character for character. */
export const charactersOf2022 = {
  old: String.fromCharCode(...fromOldToNew.keys()),
  now: String.fromCharCode(...fromOldToNew.values()),
};

/** First byte in UTF-8 of everything from U+E000 to U+EFFF; it starts nothing else and continues nothing. */
const privateUseLead = 0xee;

/** Exchanges the 18 characters in valid UTF-8, in place. Other private-use characters stay. Returns whether anything changed. */
export function useCodePointsOf2022(utf8: Buffer): boolean {
  let changed = false;
  for (let at = utf8.indexOf(privateUseLead); at !== -1; at = utf8.indexOf(privateUseLead, at + 3)) {
    const old = ((utf8[at]! & 0x0f) << 12) | ((utf8[at + 1]! & 0x3f) << 6) | (utf8[at + 2]! & 0x3f);
    const now = fromOldToNew.get(old);
    if (now === undefined) continue;
    utf8[at] = 0xe0 | (now >> 12);
    utf8[at + 1] = 0x80 | ((now >> 6) & 0x3f);
    utf8[at + 2] = 0x80 | (now & 0x3f);
    changed = true;
  }
  return changed;
}
