import type { SourceConfig } from '../config/index.ts';
import { dayIn } from '../core/day.ts';
import { systemTrouble } from '../core/system-trouble.ts';
import type { NewDelivery } from './catalogue-store.ts';
import type { LandedKind, PipelineContext } from './context.ts';
import { pipelineErrors } from './errors.ts';
import { type History, readHistory, type Taken } from './history.ts';
import type { LandRequest } from './land-request.ts';
import { contentHash, describeFiles } from './originals.ts';
import { readsAlike } from './reading-version.ts';
import { isCorrection } from './rejects.ts';

/** A delivery as it arrived, before anything of it is decoded. */
export interface Arrival extends NewDelivery {
  kind: LandedKind;
  /** The last delivery before it, by as-of date, that was no correction. */
  last: Taken | undefined;
  /** Deliveries of a later day are here already. */
  isLate: boolean;
  /** The same was taken in before: there is nothing to do. */
  isRepeated: boolean;
}

/**
 * Looks at a delivery's files and at what the source delivered before (`history`; absent: as the catalogue has it). Cheap: files are hashed, not decoded.
 *
 * @throws noFiles, fileUnreadable, asOfInvalid
 */
export async function inspectArrival({ source, delivery, context }: LandRequest, history?: History): Promise<Arrival> {
  const name = source.source;
  if (delivery.files.length === 0) throw pipelineErrors.noFiles({ source: name });
  if (delivery.asOf !== null && !isDay(delivery.asOf)) throw pipelineErrors.asOfInvalid({ source: name, asOf: delivery.asOf });
  const { taken } = history ?? (await readHistory(context, name));
  const files = await readable(name, delivery.files, () => describeFiles(delivery.files));
  const kind: LandedKind = (await readable(name, delivery.files, () => isCorrection(delivery.files))) ? 'correction' : source.kind;
  const asOf = delivery.asOf ?? (kind === 'correction' ? taken.at(-1)?.asOf : undefined) ?? today(context);
  const last = taken.findLast((earlier) => earlier.asOf <= asOf && earlier.kind !== 'correction');
  const arrival = { source: name, kind, asOf, files, content: contentHash(files), config: context.config.version, last };
  const isLate = taken.some((later) => later.asOf > asOf);
  const same = await sameContent(arrival, { taken, source, context });
  return { ...arrival, isLate, isRepeated: isRepeated(arrival, { same, hasDate: delivery.asOf !== null }) };
}

/** Those of the same content, read as it would be read now. */
async function sameContent(
  { content }: Pick<Arrival, 'content'>,
  { taken, source, context }: { taken: readonly Taken[]; source: SourceConfig; context: PipelineContext },
): Promise<Taken[]> {
  const same: Taken[] = [];
  for (const earlier of taken) if (earlier.content === content && (await readsAlike(earlier.config, source, context))) same.push(earlier);
  return same;
}

async function readable<T>(source: string, files: readonly string[], read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const { path } = error as NodeJS.ErrnoException;
    throw pipelineErrors.fileUnreadable({ source, file: path ?? files[0], reason: systemTrouble(error) }, error);
  }
}

/**
 * A delivery repeats one of the same content and day; where nobody says of which day it is, one of the same content. A whole list
 * repeats only the last one: between two equal lists another may have stood. A correction repeats only those since the last whole
 * list, which may have undone it.
 */
function isRepeated(
  arrival: Omit<Arrival, 'isRepeated' | 'isLate'>,
  { same, hasDate }: { same: readonly Taken[]; hasDate: boolean },
): boolean {
  const { kind, last, asOf } = arrival;
  if (kind === 'correction') return same.some((earlier) => earlier.id > (last?.id ?? 0));
  const ofDay = hasDate ? same.filter((earlier) => earlier.asOf === asOf) : same;
  return kind === 'snapshot' ? ofDay.some((earlier) => earlier === last) : ofDay.length > 0;
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function today({ clock, config }: PipelineContext): string {
  return dayIn(config.hub.timeZone, clock());
}
