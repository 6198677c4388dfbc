import iconv from 'iconv-lite';

const TABLE_SIZE = 0x10000;
/** Two-byte codes by UTF-16 unit, filled as characters are met; 0 unknown. */
const table = new Uint16Array(TABLE_SIZE);

/** GB18030 bytes of a text. */
export function encodeGb18030(text: string): Buffer {
  const bytes = Buffer.allocUnsafe(text.length * 4);
  return bytes.subarray(0, writeGb18030(text, bytes, 0));
}

/** Writes them at a place of a buffer with room for four bytes a unit. Characters met before are looked up; the few that take four bytes go the long way. */
export function writeGb18030(text: string, bytes: Buffer, start: number): number {
  let at = start;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      bytes[at++] = unit;
      continue;
    }
    const code = table[unit] || learn(unit);
    if (code === 0) {
      const wide = unit >= 0xd800 && unit < 0xdc00 ? 2 : 1;
      at += iconv.encode(text.slice(i, i + wide), 'gb18030').copy(bytes, at);
      i += wide - 1;
      continue;
    }
    bytes[at++] = code >> 8;
    bytes[at++] = code & 0xff;
  }
  return at - start;
}

function learn(unit: number): number {
  if (unit >= 0xd800 && unit < 0xe000) return 0;
  const bytes = iconv.encode(String.fromCharCode(unit), 'gb18030');
  if (bytes.length !== 2) return 0;
  table[unit] = bytes.readUInt16BE();
  return table[unit]!;
}
