import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TextDecoder } from 'node:util';
import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import { isSankuError } from '../../core/errors.ts';
import { archiveErrors } from './errors.ts';

const mostFiles = 10_000;
const isUtf8Flag = 0x800;

export interface ZipMember {
  /** With `/` between folders, as it stands in the zip. */
  name: string;
  entry: yauzl.Entry;
}

/** A delivered zip file. Names without a mark of UTF-8 are read as UTF-8, else as GB18030, as Chinese Windows writes them. */
export class ZipArchive {
  readonly members: readonly ZipMember[];
  readonly #file: string;
  readonly #zip: yauzl.ZipFile;

  private constructor(file: string, { zip, members }: { zip: yauzl.ZipFile; members: ZipMember[] }) {
    this.#file = file;
    this.#zip = zip;
    this.members = members;
  }

  /** @throws archiveErrors.zipDamaged, zipPathUnsafe, zipTooManyFiles */
  static async open(filePath: string): Promise<ZipArchive> {
    const file = path.basename(filePath);
    let zip: yauzl.ZipFile | undefined;
    try {
      // Names are decoded and checked here: the library would take GB18030 for a code page of DOS.
      zip = await yauzl.openPromise(filePath, { autoClose: false, lazyEntries: true, decodeStrings: false });
      const members: ZipMember[] = [];
      for await (const entry of zip.eachEntry()) {
        const name = nameOf(entry);
        if (yauzl.validateFileName(name) !== null) throw archiveErrors.zipPathUnsafe({ file, member: name });
        if (!name.endsWith('/')) members.push({ name, entry });
        if (members.length > mostFiles) throw archiveErrors.zipTooManyFiles({ file, limit: mostFiles });
      }
      return new ZipArchive(file, { zip, members });
    } catch (error) {
      zip?.close();
      if (isSankuError(error)) throw error;
      throw archiveErrors.zipDamaged({ file }, error);
    }
  }

  /**
   * Unpacks one member, checked against its checksum.
   *
   * @param count is told of every piece, and may throw to stop
   * @throws archiveErrors.zipMemberDamaged, zipEncrypted, and what `count` throws
   */
  async extract({ name, entry }: ZipMember, to: string, count: (bytes: number) => void): Promise<void> {
    const place = { file: this.#file, member: name };
    if (entry.isEncrypted()) throw archiveErrors.zipEncrypted(place);
    let sum = 0;
    const counted = new Transform({
      transform(chunk: Buffer, _, done) {
        try {
          count(chunk.length);
          sum = crc32(chunk, sum);
          done(null, chunk);
        } catch (error) {
          done(error as Error);
        }
      },
    });
    try {
      await pipeline(await this.#zip.openReadStreamPromise(entry), counted, createWriteStream(to));
    } catch (error) {
      if (isSankuError(error) || isOfTheDisk(error)) throw error;
      throw archiveErrors.zipMemberDamaged(place, error);
    }
    if (sum !== entry.crc32) throw archiveErrors.zipMemberDamaged(place);
  }

  close(): void {
    this.#zip.close();
  }
}

function nameOf(entry: yauzl.Entry): string {
  const raw = entry.fileName as unknown as Buffer;
  const marked = (entry.generalPurposeBitFlag & isUtf8Flag) !== 0;
  const name = strictText(raw, 'utf-8') ?? (marked ? null : strictText(raw, 'gb18030')) ?? raw.toString('latin1');
  return name.replaceAll('\\', '/');
}

function strictText(raw: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(raw);
  } catch {
    return null;
  }
}

/** A full disk or a missing right is no fault of the file. */
function isOfTheDisk(error: unknown): boolean {
  return typeof (error as NodeJS.ErrnoException).syscall === 'string';
}
