import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { connectorErrors } from '../errors.ts';
import { type FileFinding, fileFinding } from '../findings.ts';
import { openFile } from '../text/index.ts';
import { chooseMembers, shown } from './choose-members.ts';
import { archiveErrors } from './errors.ts';
import { gunzipFile } from './gunzip-file.ts';
import { UnpackGuard } from './unpack-guard.ts';
import { ZipArchive } from './zip-archive.ts';

export interface UnpackRequest {
  /** Absolute paths of the delivery's parts, in order. */
  files: readonly string[];
  /** Endings of the format's own files, with the dot. */
  endings: readonly string[];
  /** Whether the format's own files are zip files: then only the name tells an archive. */
  isZip: boolean;
  limitMb: number;
  /** Made when something is unpacked; the caller deletes it. */
  folder: string;
}

export interface Unpacked {
  files: string[];
  findings: FileFinding[];
}

/**
 * Unpacks what is compressed in a delivery: `.gz` around any file, and `.zip`, whose members are parts. What is neither stays as it is. The
 * first bytes decide, not the name, so that a wrong name does no harm.
 *
 * @throws archiveErrors, connectorErrors.fileMissing, emptyFile, partMissing
 */
export async function unpackFiles(request: UnpackRequest): Promise<Unpacked> {
  const unpacking = new Unpacking(request);
  for (const file of request.files) await unpacking.take(file);
  return unpacking.result;
}

class Unpacking {
  readonly result: Unpacked = { files: [], findings: [] };
  readonly #request: UnpackRequest;
  readonly #guard: UnpackGuard;
  #folders = 0;

  constructor(request: UnpackRequest) {
    this.#request = request;
    this.#guard = new UnpackGuard(request.limitMb);
  }

  async take(file: string): Promise<void> {
    const { kind, bytes } = await kindOf(file);
    if (kind === 'gzip') await this.#gunzip(file, bytes);
    else if (kind === 'zip' && (!this.#request.isZip || hasEnding(file, '.zip'))) await this.#unzip(file, bytes);
    else {
      if (hasEnding(file, '.gz')) throw archiveErrors.notGzip({ file: path.basename(file) });
      if (hasEnding(file, '.zip')) throw archiveErrors.notZip({ file: path.basename(file) });
      this.result.files.push(file);
    }
  }

  async #gunzip(file: string, packedBytes: number): Promise<void> {
    const name = path.basename(file);
    const target = await this.#place(hasEnding(name, '.gz') ? name.slice(0, -3) : name);
    await gunzipFile(file, target, this.#guard.watch({ file: name, packedBytes }));
    this.result.files.push(target);
  }

  async #unzip(filePath: string, packedBytes: number): Promise<void> {
    const file = path.basename(filePath);
    const count = this.#guard.watch({ file, packedBytes });
    const archive = await ZipArchive.open(filePath);
    try {
      const { wanted, unrelated } = chooseMembers(archive.members, { file, endings: this.#request.endings });
      for (const member of wanted) {
        const target = await this.#place(path.posix.basename(member.name));
        await archive.extract(member, target, count);
        this.result.files.push(target);
      }
      if (unrelated.length > 0) this.result.findings.push(fileFinding('zipUnrelated', { file, members: shown(unrelated) }));
    } finally {
      archive.close();
    }
  }

  /** A folder for each: parts may have one name. */
  async #place(name: string): Promise<string> {
    const folder = path.join(this.#request.folder, String(++this.#folders));
    await mkdir(folder, { recursive: true });
    return path.join(folder, name);
  }
}

async function kindOf(file: string): Promise<{ kind: 'gzip' | 'zip' | 'plain'; bytes: number }> {
  const handle = await openFile(file);
  try {
    const head = Buffer.alloc(4);
    const { bytesRead } = await handle.read(head, 0, 4, 0);
    if (bytesRead === 0) throw connectorErrors.emptyFile({ file: path.basename(file) });
    const { size } = await handle.stat();
    if (head[0] === 0x1f && head[1] === 0x8b) return { kind: 'gzip', bytes: size };
    // A file's own header, or the end of a zip without files.
    const isZip = head.toString('latin1', 0, 2) === 'PK' && [0x0304, 0x0506].includes(head.readUInt16BE(2));
    return { kind: isZip ? 'zip' : 'plain', bytes: size };
  } finally {
    await handle.close();
  }
}

function hasEnding(file: string, ending: string): boolean {
  return file.toLowerCase().endsWith(ending);
}
