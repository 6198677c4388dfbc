import { type Config, nearest, type SourceConfig } from '../config/index.ts';
import { pipelineErrors } from './errors.ts';

/** The source of that name. @throws sourceUnknown, with the nearest known name */
export function findSource(config: Config, source: string): SourceConfig {
  const known = config.sources.map((candidate) => candidate.source);
  const found = config.sources.find((candidate) => candidate.source === source);
  if (found === undefined) throw pipelineErrors.sourceUnknown({ source, nearest: nearest(source, known) ?? known.join(', ') });
  return found;
}
