import { isUtf8 } from 'node:buffer';
import path from 'node:path';
import { TextDecoder } from 'node:util';
import { connectorErrors } from '../errors.ts';
import type { Encoding, EncodingName } from './encoding.ts';
import { useCodePointsOf2022 } from './gb18030-2022.ts';
import { readLineChunks } from './line-chunks.ts';
import { countLines, linesOf } from './lines.ts';
import { decodesSoFar, firstBadByte, strictDecoder } from './strict-decoder.ts';

/** A physical line with a byte that does not decode. In `bytes` the bad byte stands as U+FFFD, for showing only. */
export interface BadLine {
  /** Where the line stands in the chunk's `bytes`. */
  start: number;
  end: number;
  /** 1-based number of the physical line. */
  line: number;
  /** Place of the bad byte in the file, 0-based. */
  byteOffset: number;
}

export interface TextChunk {
  /** UTF-8, whole physical lines. */
  bytes: Buffer;
  bad: BadLine[];
  /** Whether `bytes` differ from what stands in the file. */
  changed: boolean;
  last: boolean;
}

/** A file with more bad lines than this is given up at once when most of its lines are bad. */
const badLinesAtOnce = 10_000;

/**
 * Reads a file as UTF-8, strictly: no byte is replaced in silence. A line with a bad byte is named and the rest goes on; when most
 * lines beyond ASCII are bad, the encoding itself is wrong.
 *
 * @throws connectorErrors.encodingWrong, encodingUndecided
 */
export async function* decodeText(file: string, encoding: Encoding, declared: string): AsyncGenerator<TextChunk> {
  const unit = encoding.name.startsWith('utf-16') ? 2 : 1;
  const decoder = new ChunkDecoder(encoding.name, unit);
  const complain = () => decoder.checkAgainst({ file: path.basename(file), declared });
  for await (const chunk of readLineChunks(file, { start: encoding.markLength, unit })) {
    const text = decoder.decode(chunk.bytes, chunk.offset);
    if (decoder.badLines > badLinesAtOnce || text.bad[0]?.line === 1) complain();
    const mapped = useCodePointsOf2022(text.bytes);
    yield { ...text, changed: text.changed || mapped, last: chunk.last };
  }
  complain();
}

class ChunkDecoder {
  readonly #name: EncodingName;
  readonly #unit: 1 | 2;
  readonly #strict: TextDecoder;
  /** Lines beyond ASCII in the chunks that hold a bad line. */
  #suspectLines = 0;
  #firstBad: { line: number; byteOffset: number; otherFits: boolean } | null = null;
  #line = 1;
  badLines = 0;

  constructor(name: EncodingName, unit: 1 | 2) {
    this.#name = name;
    this.#unit = unit;
    this.#strict = strictDecoder(name);
  }

  decode(raw: Buffer, offset: number): Omit<TextChunk, 'last'> {
    const whole = this.#decodeWhole(raw);
    const chunk = whole === null ? this.#decodeByLine(raw, offset) : { bytes: whole, bad: [], changed: this.#name !== 'utf-8' };
    this.#line += countLines(chunk.bytes);
    return chunk;
  }

  /** Most lines bad: the encoding is wrong, and no row can be trusted. */
  checkAgainst({ file, declared }: { file: string; declared: string }): void {
    if (this.#firstBad === null || this.badLines < 2 || this.badLines * 2 <= this.#suspectLines) return;
    const { line, byteOffset, otherFits } = this.#firstBad;
    const evidence = `most lines do not decode, first line ${line} at byte ${byteOffset}`;
    const evidenceZh = `多数行无法解码，首先是第 ${line} 行（第 ${byteOffset} 字节）`;
    const found = this.#name === 'utf-8' ? 'gb18030' : 'utf-8';
    if (declared === 'auto' || !otherFits) throw connectorErrors.encodingUndecided({ file, evidence, evidenceZh });
    throw connectorErrors.encodingWrong({ file, declared, found, evidence, evidenceZh });
  }

  #decodeWhole(raw: Buffer): Buffer | null {
    if (this.#name === 'utf-8') return isUtf8(raw) ? raw : null;
    try {
      return Buffer.from(this.#strict.decode(raw), 'utf8');
    } catch {
      return null;
    }
  }

  #decodeByLine(raw: Buffer, offset: number): Omit<TextChunk, 'last'> {
    const pieces: Buffer[] = [];
    const bad: BadLine[] = [];
    const lenient = new TextDecoder(this.#name, { ignoreBOM: true });
    let length = 0;
    let line = this.#line;
    for (const { start, end } of linesOf(raw, this.#unit)) {
      const withBreak = raw.subarray(start, Math.min(end + this.#unit, raw.length));
      const good = this.#decodeWhole(withBreak);
      const piece = good ?? Buffer.from(lenient.decode(withBreak), 'utf8');
      if (good === null) {
        const byteOffset = offset + start + firstBadByte(this.#name, withBreak);
        bad.push({ start: length, end: length + piece.length, line, byteOffset });
        this.#firstBad ??= { line, byteOffset, otherFits: this.#fitsOther(withBreak) };
      }
      if (good === null || withBreak.some((byte) => byte > 0x7f)) this.#suspectLines++;
      pieces.push(piece);
      length += piece.length;
      line++;
    }
    this.badLines += bad.length;
    return { bytes: Buffer.concat(pieces), bad, changed: true };
  }

  #fitsOther(line: Buffer): boolean {
    if (this.#name === 'utf-8') return decodesSoFar('gb18030', line);
    return this.#name === 'gb18030' && isUtf8(line);
  }
}
