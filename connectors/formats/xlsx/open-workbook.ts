import path from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import yauzl from 'yauzl';
import { isSankuError } from '../../../core/errors.ts';
import { connectorErrors } from '../../errors.ts';
import { spreadsheetErrors } from '../../spreadsheets/index.ts';
import { openFile } from '../../text/index.ts';

export interface UnpackLimits {
  /** Megabytes that the parts of the workbook that are read may unpack to, together. */
  maxUncompressedMb: number;
}

/** A part above this size that shrank to less than a 200th is no honest sheet. */
const suspiciousBytes = 64 * 1024 * 1024;
const suspiciousRatio = 200;
const PIECE_BYTES = 256 * 1024;

/** The zip file that a workbook is. Its parts are read as streams, in any order. */
export class OpenWorkbook {
  readonly file: string;
  readonly #zip: yauzl.ZipFile;
  readonly #entries: ReadonlyMap<string, yauzl.Entry>;
  #bytesLeft: number;
  readonly #read = new Set<string>();
  readonly #limits: UnpackLimits;

  private constructor(
    file: string,
    { zip, entries, limits }: { zip: yauzl.ZipFile; entries: Map<string, yauzl.Entry>; limits: UnpackLimits },
  ) {
    this.file = file;
    this.#zip = zip;
    this.#entries = entries;
    this.#limits = limits;
    this.#bytesLeft = limits.maxUncompressedMb * 1024 * 1024;
  }

  /** @throws spreadsheetErrors.xlsxNotZip, xlsxTruncated, emptyFile */
  static async open(filePath: string, limits: UnpackLimits): Promise<OpenWorkbook> {
    const file = path.basename(filePath);
    await checkSignature(filePath, file);
    let zip: yauzl.ZipFile | undefined;
    try {
      zip = await yauzl.openPromise(filePath, { autoClose: false, lazyEntries: true });
      const entries = new Map<string, yauzl.Entry>();
      for await (const entry of zip.eachEntry()) entries.set(entry.fileName.replace(/^\//, ''), entry);
      return new OpenWorkbook(file, { zip, entries, limits });
    } catch (error) {
      zip?.close();
      throw spreadsheetErrors.xlsxTruncated({ file, reason: sentence(error) }, error);
    }
  }

  has(part: string): boolean {
    return this.#entries.has(part);
  }

  /**
   * The unpacked bytes of a part, checked against its checksum at the end.
   *
   * @throws spreadsheetErrors.xlsxTruncated, xlsxTooLarge, xlsxNotZip (part missing, encrypted)
   */
  async *read(part: string): AsyncGenerator<Buffer> {
    const { file } = this;
    const entry = this.#entries.get(part);
    if (entry === undefined) throw spreadsheetErrors.xlsxNotZip({ file, reason: { en: `it has no ${part}`, zh: `其中没有 ${part}` } });
    if (!entry.canDecodeFileData()) throw spreadsheetErrors.xlsxNotZip({ file, reason: { en: 'it is encrypted', zh: '文件已加密' } });
    // A part that is read twice counts once.
    const isFirst = !this.#read.has(part);
    this.#read.add(part);
    if (isFirst) this.#checkSize(entry);
    let sum = 0;
    try {
      for await (const chunk of await this.#unpack(entry)) {
        if (isFirst) this.#bytesLeft -= (chunk as Buffer).length;
        if (this.#bytesLeft < 0) throw this.#tooLarge();
        sum = crc32(chunk as Buffer, sum);
        yield chunk as Buffer;
      }
    } catch (error) {
      if (isSankuError(error)) throw error;
      throw spreadsheetErrors.xlsxTruncated({ file, reason: sentence(error) }, error);
    }
    if (sum !== entry.crc32)
      throw spreadsheetErrors.xlsxTruncated({ file, reason: { en: `the checksum of ${part} does not fit`, zh: `${part} 的校验和不符` } });
  }

  close(): void {
    this.#zip.close();
  }

  /** In larger pieces than yauzl would: a sheet is some thousand pieces of the usual size, each with its own cost. */
  async #unpack(entry: yauzl.Entry): Promise<Readable> {
    if (!entry.isCompressed()) return this.#zip.openReadStreamPromise(entry);
    const packed = await this.#zip.openReadStreamPromise(entry, { decodeFileData: false });
    // What goes wrong on the way is thrown where the pieces are read.
    return pipeline(packed, createInflateRaw({ chunkSize: PIECE_BYTES }), () => undefined);
  }

  #checkSize({ uncompressedSize, compressedSize, fileName }: yauzl.Entry): void {
    if (uncompressedSize > this.#bytesLeft) throw this.#tooLarge();
    if (uncompressedSize > suspiciousBytes && uncompressedSize > compressedSize * suspiciousRatio) {
      throw spreadsheetErrors.xlsxTooLarge({
        file: this.file,
        reason: {
          en: `${fileName} unpacks to more than ${suspiciousRatio} times its size`,
          zh: `${fileName} 解压后超过原大小的 ${suspiciousRatio} 倍`,
        },
      });
    }
  }

  #tooLarge(): Error {
    return spreadsheetErrors.xlsxTooLarge({
      file: this.file,
      reason: { en: `more than ${this.#limits.maxUncompressedMb} MB`, zh: `超过 ${this.#limits.maxUncompressedMb} MB` },
    });
  }
}

async function checkSignature(filePath: string, file: string): Promise<void> {
  const handle = await openFile(filePath);
  try {
    const head = Buffer.alloc(4);
    const { bytesRead } = await handle.read(head, 0, 4, 0);
    if (bytesRead === 0) throw connectorErrors.emptyFile({ file });
    if (head.readUInt32BE(0) === 0xd0cf11e0)
      throw spreadsheetErrors.xlsxNotZip({
        file,
        reason: { en: 'it is an old XLS workbook, or has a password', zh: '是旧版 XLS 工作簿，或设有密码' },
      });
    if (head.toString('latin1', 0, 2) !== 'PK')
      throw spreadsheetErrors.xlsxNotZip({ file, reason: { en: 'it is no zip file', zh: '内容不是 zip 格式' } });
  } finally {
    await handle.close();
  }
}

/** Without its full stop: it stands inside a sentence of ours. */
function sentence(error: unknown): string {
  return (error as Error).message.replace(/\.+$/, '');
}
