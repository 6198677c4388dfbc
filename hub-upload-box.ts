import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { syncPath } from './core/files.ts';
import type { LandResult } from './pipelines/index.ts';

/** Folder of the data folder. */
export const UPLOADS = 'uploads';
/** Folder of an upload that holds its file. */
export const CONTENT = 'content';
const WHAT = 'upload.json';
/** Results that are kept. */
const MOST_KEPT = 1_000;

export interface Upload {
  id: string;
  source: string;
  /** received: waits to be imported. repeated: the same was taken in before. */
  status: 'received' | 'importing' | 'imported' | 'repeated' | 'refused';
  receivedAt: string;
  bytes: number;
  /** SHA-256 of the file. */
  hash: string;
  asOf: string | null;
  /** The delivery that it became, or that it repeats. */
  delivery: number | null;
  counts: Pick<LandResult, 'read' | 'accepted' | 'rejected' | 'new' | 'changed' | 'absent'> | null;
  error: LandResult['error'] | null;
}

/** The folder of uploads: one folder each, with what is known of it beside its content. */
export class UploadBox {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Moves a folder whose content is whole to its place. */
  async keep(upload: Upload, folder: string): Promise<void> {
    await writeFile(path.join(folder, WHAT), JSON.stringify(upload), { flush: true });
    await syncPath(path.join(folder, CONTENT));
    await syncPath(folder);
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await rename(folder, path.join(this.folder, upload.id));
    await syncPath(this.folder);
  }

  async find(id: string): Promise<Upload | undefined> {
    if (!/^u-[a-z0-9]+-[a-f0-9]+$/.test(id)) return undefined;
    const text = await readFile(path.join(this.folder, id, WHAT), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    return text === undefined ? undefined : (JSON.parse(text) as Upload);
  }

  async write(upload: Upload): Promise<void> {
    const file = path.join(this.folder, upload.id, WHAT);
    await writeFile(`${file}.tmp`, JSON.stringify(upload), { flush: true });
    await rename(`${file}.tmp`, file);
  }

  async filesOf({ id }: Upload): Promise<string[]> {
    const folder = path.join(this.folder, id, CONTENT);
    return (await readdir(folder)).map((name) => path.join(folder, name));
  }

  async dropContent({ id }: Upload): Promise<void> {
    await rm(path.join(this.folder, id, CONTENT), { recursive: true, force: true });
  }

  /** Content of what became a delivery, where a process was killed before it dropped it. */
  async dropLeft(): Promise<void> {
    for (const id of await this.#ids()) {
      const upload = await this.find(id);
      if (upload !== undefined && !isWaiting(upload) && upload.delivery !== null) await this.dropContent(upload);
    }
  }

  /** The oldest that is not imported yet; one that a killed process had begun counts as well. */
  async nextWaiting(): Promise<Upload | undefined> {
    for (const id of await this.#ids()) {
      const upload = await this.find(id);
      if (upload !== undefined && isWaiting(upload)) return upload;
    }
    return undefined;
  }

  async findWaiting({ source, asOf, hash }: Pick<Upload, 'source' | 'asOf' | 'hash'>): Promise<Upload | undefined> {
    for (const id of await this.#ids()) {
      const upload = await this.find(id);
      if (upload !== undefined && isWaiting(upload) && upload.source === source && upload.asOf === asOf && upload.hash === hash)
        return upload;
    }
    return undefined;
  }

  async forgetOld(): Promise<void> {
    const ids = await this.#ids();
    for (const id of ids.slice(0, Math.max(0, ids.length - MOST_KEPT))) {
      const upload = await this.find(id);
      if (upload !== undefined && !isWaiting(upload)) await rm(path.join(this.folder, id), { recursive: true, force: true });
    }
  }

  /**
   * What a backup is to hold, as paths relative to the folder: what is known of each upload, and the content of those that wait. An upload may
   * be imported meanwhile: its content comes before what is known of it, so that one without content is never taken for waiting.
   */
  async filesToKeep(): Promise<string[]> {
    const files: string[] = [];
    for (const id of await this.#ids()) {
      const upload = await this.find(id);
      if (upload === undefined) continue;
      const content = isWaiting(upload) ? await this.filesOf(upload).catch(() => []) : [];
      files.push(...content.map((file) => path.relative(this.folder, file)), path.join(id, WHAT));
    }
    return files;
  }

  async #ids(): Promise<string[]> {
    const names = await readdir(this.folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    return names.filter((name) => name.startsWith('u-')).sort();
  }
}

function isWaiting({ status }: Upload): boolean {
  return status === 'received' || status === 'importing';
}
