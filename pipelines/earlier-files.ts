import path from 'node:path';
import type { SourceConfig } from '../config/index.ts';
import { ENTITY_TYPES, type EntityType, FACTS, MENTIONS, RELATIONS } from '../schema/index.ts';
import { type Delivery, lakeFiles } from './catalogue-store.ts';
import type { PipelineContext } from './context.ts';

/** What the source wrote before, as absolute paths in the order of their version. */
export interface EarlierFiles {
  mentions: Partial<Record<EntityType, string[]>>;
  relations: string[];
  facts: string[];
}

export const NOTHING_EARLIER: EarlierFiles = { mentions: {}, relations: [], facts: [] };

/**
 * Files that may speak in roles, relations or facts that the configuration no longer declares. Nothing when the last delivery
 * was read under the same configuration.
 */
export async function earlierFiles(source: SourceConfig, last: Delivery | undefined, context: PipelineContext): Promise<EarlierFiles> {
  if (last === undefined || last.config === context.config.version) return NOTHING_EARLIER;
  const paths = async (family: string, part: string) => {
    const files = await lakeFiles(context.database, family, { part, source: source.source });
    return files.map((file) => path.join(context.lakeFolder, file.path));
  };
  const mentions: EarlierFiles['mentions'] = {};
  for (const entity of ENTITY_TYPES) {
    const files = await paths(MENTIONS.family, entity);
    if (files.length > 0) mentions[entity] = files;
  }
  return { mentions, relations: await paths(RELATIONS.family, source.source), facts: await paths(FACTS.family, source.source) };
}
