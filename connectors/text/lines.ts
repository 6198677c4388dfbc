/** The physical lines of a buffer, without their line feeds. `unit` is 2 for UTF-16, where a line feed is two bytes. */
export function* linesOf(bytes: Buffer, unit: 1 | 2 = 1): Generator<{ start: number; end: number }> {
  for (let start = 0; start < bytes.length; ) {
    const at = unit === 1 ? bytes.indexOf(0x0a, start) : wideLineFeed(bytes, start);
    const end = at === -1 ? bytes.length : at;
    yield { start, end };
    start = end + unit;
  }
}

export function countLines(bytes: Buffer): number {
  let count = 0;
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 0x0a) count++;
  return count;
}

/** Both byte orders: a unit of which one byte is 0A and the other 00. */
function wideLineFeed(bytes: Buffer, start: number): number {
  for (let at = start; at + 1 < bytes.length; at += 2) {
    if (bytes[at]! + bytes[at + 1]! === 0x0a && (bytes[at] === 0 || bytes[at + 1] === 0)) return at;
  }
  return -1;
}
