import { createHash } from 'node:crypto';
import type { Config, SourceConfig } from '../config/index.ts';
import type { PipelineContext } from './context.ts';
import { findSource } from './sources.ts';

/**
 * Names what decides how a row of a source is read: the source's form and mapping, the attributes of what it mentions, and the divisions. Two
 * configurations with the same one read every row alike, whatever else changed: titles, schedules, comparisons, other sources.
 */
export function readingVersion({ entities, divisions }: Pick<Config, 'entities' | 'divisions'>, source: SourceConfig): string {
  const { kind, period, deleted, format, key, columns, mentions, relations, facts } = source;
  const mentioned = [...new Set(mentions.map(({ entity }) => entity))].sort();
  const said = {
    ...{ kind, period, deleted, format, key, mentions, relations, facts },
    columns: columns.map(({ title: _, sensitivity: __, ...column }) => column),
    entities: mentioned.map((type) => entities[type].attributes.map(({ title: _, sensitivity: __, survivorship: ___, ...rest }) => rest)),
    divisions,
  };
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 12);
}

/** Whether an earlier configuration reads a source as the present one does; one that cannot be read any more does not. */
export async function readsAlike(earlier: string, source: SourceConfig, context: PipelineContext): Promise<boolean> {
  if (earlier === context.config.version) return true;
  try {
    const { config } = await context.reading(earlier);
    return readingVersion(config, findSource(config, source.source)) === readingVersion(context.config, source);
  } catch {
    return false;
  }
}
