import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { Duck } from '../core/duckdb/duck.ts';
import { registerMacros } from '../values/index.ts';
import type { PipelineContext } from './context.ts';

/** Names of workshops' folders begin with this and their process's number. */
export const WORKSHOP_FOLDER = 'workshop-';

/** One DuckDB for many landings, opened when the first needs it, with all that values need to be understood. */
export interface Workshop {
  /** A room of one's own in it; leave it when the work ends. */
  room(name: string): Promise<Duck>;
  close(): Promise<void>;
}

export function createWorkshop({ workFolder, memoryMb, valueTypes }: PipelineContext): Workshop {
  let opened: Promise<{ duck: Duck; folder: string }> | undefined;
  const open = async () => {
    await mkdir(workFolder, { recursive: true });
    const folder = await mkdtemp(path.join(workFolder, `${WORKSHOP_FOLDER}${process.pid}-`));
    const duck = await Duck.open({ spillFolder: folder, memoryMb });
    await registerMacros(duck, valueTypes);
    return { duck, folder };
  };
  return {
    async room(name) {
      opened ??= open();
      return (await opened).duck.room(name);
    },
    async close() {
      if (opened === undefined) return;
      const { duck, folder } = await opened;
      duck.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
