import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { systemTrouble } from '../../core/system-trouble.ts';
import { connectorErrors } from '../errors.ts';

const readBytes = 1 << 20;
/** A text file without a line break in this many bytes is not a table. */
const longestChunk = 16 << 20;

export interface LineChunk {
  /** Whole physical lines with their line breaks; only the file's last one may lack it. Ours to change, and to keep where the buffer is not `shared`. */
  bytes: Buffer;
  /** Where it starts in the file. */
  offset: number;
  /** Whether the file ends here. */
  last: boolean;
}

/**
 * Reads a file in chunks of about a megabyte that end where a line ends, so that each can be decoded alone: a line feed byte
 * is never part of a longer character in UTF-8 or GB18030. `unit` is 2 for UTF-16. `shared`: each chunk is read over the one before, for those who only look.
 *
 * @throws connectorErrors.fileMissing, lineEndless (no line break in 16 MB)
 */
export async function* readLineChunks(
  file: string,
  { start = 0, unit = 1, shared = false }: { start?: number; unit?: 1 | 2; shared?: boolean } = {},
): AsyncGenerator<LineChunk> {
  const handle = await openFile(file);
  try {
    const { size } = await handle.stat();
    let room: Buffer = Buffer.allocUnsafe(readBytes * 2);
    let rest: Buffer = Buffer.alloc(0);
    let offset = start;
    for (let at = start; at < size; ) {
      if (!shared || rest.length + readBytes > room.length) room = Buffer.allocUnsafe(rest.length + readBytes);
      rest.copy(room);
      const { bytesRead } = await handle.read(room, rest.length, readBytes, at);
      if (bytesRead === 0)
        throw connectorErrors.notReadable({
          file: path.basename(file),
          format: 'text',
          reason: { en: 'it shrank while it was read', zh: '读取期间文件变短' },
        });
      at += bytesRead;
      const bytes = room.subarray(0, rest.length + bytesRead);
      const cut = at >= size ? bytes.length : lastLineEnd(bytes, unit);
      if (cut === 0 && bytes.length > longestChunk) {
        throw connectorErrors.lineEndless({ file: path.basename(file), limit: longestChunk >> 20, byteOffset: offset });
      }
      rest = bytes.subarray(cut);
      if (cut > 0) yield { bytes: bytes.subarray(0, cut), offset, last: at >= size };
      offset += cut;
    }
  } finally {
    await handle.close();
  }
}

export async function openFile(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r');
  } catch (error) {
    throw connectorErrors.fileMissing({ file: path.basename(file), reason: systemTrouble(error) }, error);
  }
}

/** End of the last whole line; 0 when there is none. A carriage return counts only where no line feed can follow it. */
function lastLineEnd(bytes: Buffer, unit: 1 | 2): number {
  const at = unit === 1 ? bytes.lastIndexOf(0x0a) : lastWideLineFeed(bytes);
  if (at !== -1) return at + unit;
  return unit === 1 ? bytes.lastIndexOf(0x0d, bytes.length - 2) + 1 : 0;
}

/** Both byte orders: a unit of which one byte is 0A and the other 00. */
function lastWideLineFeed(bytes: Buffer): number {
  for (let at = (bytes.length & ~1) - 2; at >= 0; at -= 2) {
    if (bytes[at]! + bytes[at + 1]! === 0x0a && (bytes[at] === 0 || bytes[at + 1] === 0)) return at;
  }
  return -1;
}
