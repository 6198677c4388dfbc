import { ENTITY_TYPES, type EntityType, FACTS, MENTIONS, RELATIONS } from '../schema/index.ts';
import type { FilesOfPart } from './history.ts';

/** What the source wrote before, as absolute paths in the order of their version. */
export interface EarlierFiles {
  mentions: Partial<Record<EntityType, string[]>>;
  relations: string[];
  facts: string[];
}

export const NOTHING_EARLIER: EarlierFiles = { mentions: {}, relations: [], facts: [] };

/** Files that may speak in roles, relations or facts that the configuration no longer declares. */
export async function earlierFiles(source: string, files: FilesOfPart): Promise<EarlierFiles> {
  const mentions: EarlierFiles['mentions'] = {};
  for (const entity of ENTITY_TYPES) {
    const found = await files(MENTIONS.family, entity);
    if (found.length > 0) mentions[entity] = found;
  }
  return { mentions, relations: await files(RELATIONS.family, source), facts: await files(FACTS.family, source) };
}
