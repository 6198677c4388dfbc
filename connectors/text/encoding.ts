import { isAscii, isUtf8 } from 'node:buffer';
import path from 'node:path';
import { connectorErrors } from '../errors.ts';
import { openFile, readLineChunks } from './line-chunks.ts';
import { linesOf } from './lines.ts';

export const encodingNames = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const;
export type EncodingName = (typeof encodingNames)[number];

export interface Encoding {
  name: EncodingName;
  /** Bytes of the byte order mark at the start of the file. */
  markLength: number;
}

const marks: readonly [EncodingName, Buffer][] = [
  ['utf-8', Buffer.from([0xef, 0xbb, 0xbf])],
  ['gb18030', Buffer.from([0x84, 0x31, 0x95, 0x33])],
  ['utf-16le', Buffer.from([0xff, 0xfe])],
  ['utf-16be', Buffer.from([0xfe, 0xff])],
];

/**
 * Decides a file's encoding: the byte order mark first; then what was declared; for `auto`, UTF-8 if the file is UTF-8, else GB18030.
 * A mark that contradicts what was declared is an error, and so are zero bytes in what should be UTF-8 or GB18030.
 *
 * @throws connectorErrors.encodingUnknown, encodingWrong, notText, emptyFile
 */
export async function decideEncoding(file: string, declared: string): Promise<Encoding> {
  const wanted = checkName(declared);
  const head = await readHead(file);
  if (head.length === 0) throw connectorErrors.emptyFile({ file: path.basename(file) });
  const [name, mark] = marks.find(([, bytes]) => head.subarray(0, bytes.length).equals(bytes)) ?? [];
  if (name !== undefined) {
    if (wanted !== 'auto' && wanted !== name) {
      throw connectorErrors.encodingWrong({
        file: path.basename(file),
        declared,
        found: name,
        evidence: `it begins with the byte order mark of ${name}`,
        evidenceZh: `文件以 ${name} 的字节顺序标记开头`,
      });
    }
    if (head.length === mark!.length) throw connectorErrors.emptyFile({ file: path.basename(file) });
    return { name, markLength: mark!.length };
  }
  if (wanted === 'utf-16le' || wanted === 'utf-16be') return { name: wanted, markLength: 0 };
  if (head.includes(0)) throw connectorErrors.notText({ file: path.basename(file) });
  if (wanted === 'gb18030' && (await looksUtf8(file))) {
    throw connectorErrors.encodingWrong({
      file: path.basename(file),
      declared,
      found: 'utf-8',
      evidence: 'all its Chinese is well-formed UTF-8',
      evidenceZh: '其中的汉字均为正确的 UTF-8',
    });
  }
  return { name: wanted === 'auto' ? await guess(file) : wanted, markLength: 0 };
}

function checkName(declared: string): EncodingName | 'auto' {
  const known = ['auto', ...encodingNames] as const;
  const found = known.find((name) => name === declared);
  if (found === undefined) throw connectorErrors.encodingUnknown({ encoding: declared, known: known.join(', ') });
  return found;
}

async function readHead(file: string): Promise<Buffer> {
  const handle = await openFile(file);
  try {
    const buffer = Buffer.alloc(4096);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/**
 * The first chunk that is not UTF-8 decides. When most of its lines with Chinese are UTF-8 all the same, the file is UTF-8 with
 * spoilt lines, to be named one by one; GB18030 text hardly ever looks like UTF-8.
 */
async function guess(file: string): Promise<EncodingName> {
  for await (const { bytes } of readLineChunks(file, { shared: true })) {
    if (isUtf8(bytes)) continue;
    let utf8 = 0;
    let other = 0;
    for (const { start, end } of linesOf(bytes)) {
      const line = bytes.subarray(start, end);
      if (line.every((byte) => byte < 0x80)) continue;
      if (isUtf8(line)) utf8++;
      else other++;
    }
    return utf8 > other ? 'utf-8' : 'gb18030';
  }
  return 'utf-8';
}

/** UTF-8 often decodes as GB18030, into nonsense. The first chunk beyond ASCII tells: GB18030 text never is UTF-8 with Chinese in it. */
async function looksUtf8(file: string): Promise<boolean> {
  for await (const { bytes } of readLineChunks(file, { shared: true })) {
    if (!isAscii(bytes)) return isUtf8(bytes) && /[\u4e00-\u9fff]/.test(bytes.toString('utf8'));
  }
  return false;
}
