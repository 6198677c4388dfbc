import path from 'node:path';
import { type Delivery, lakeFiles, takenDeliveries } from './catalogue-store.ts';
import type { LandedKind, PipelineContext } from './context.ts';
import { ORIGINALS } from './originals.ts';

/** A delivery that counts. */
export interface Taken {
  id: number;
  kind: LandedKind;
  asOf: string;
  content: string;
  /** Version of the configuration it was read under. */
  config: string;
  /** Rows read. */
  read: number;
  /** Its parts: the name each came under, and where its original is kept. */
  files: readonly { name: string; path: string }[];
}

/** What counts of a source before a delivery comes in. */
export interface History {
  /** In the order in which they apply: by as-of date, those of one day as they arrived. */
  taken: readonly Taken[];
  /** Absolute paths of the source's files of one part of the lake, in the order of their version. */
  files: FilesOfPart;
}

export type FilesOfPart = (family: string, part: string) => Promise<string[]>;

/** The order in which deliveries apply, whenever they arrived. */
export function inOrder(deliveries: readonly Taken[]): Taken[] {
  return [...deliveries].sort((a, b) => (a.asOf === b.asOf ? a.id - b.id : a.asOf < b.asOf ? -1 : 1));
}

export async function readHistory(context: PipelineContext, source: string): Promise<History> {
  const taken = await takenDeliveries(context.database, source);
  return {
    taken: inOrder(taken.map((delivery) => takenOf(delivery, context.lakeFolder))),
    files: async (family, part) => {
      const files = await lakeFiles(context.database, family, { part, source });
      return files.map((file) => path.join(context.lakeFolder, file.path));
    },
  };
}

function takenOf({ id, kind, as_of, content, config, read, files }: Delivery, lakeFolder: string): Taken {
  const parts = files.map(({ name, hash }) => ({ name, path: path.join(lakeFolder, ORIGINALS, hash) }));
  return { id, kind: kind as LandedKind, asOf: as_of, content, config, read, files: parts };
}
