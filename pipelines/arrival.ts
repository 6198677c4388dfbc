import type { SourceConfig } from '../config/index.ts';
import { type Delivery, type NewDelivery, takenDeliveries } from './catalogue-store.ts';
import type { DeliveryToLand, LandedKind, PipelineContext } from './context.ts';
import { pipelineErrors } from './errors.ts';
import { contentHash, describeFiles } from './originals.ts';
import { isCorrection } from './rejects.ts';

/** A delivery as it arrived, before anything of it is decoded. */
export interface Arrival extends NewDelivery {
  kind: LandedKind;
  /** The last delivery of the source that was taken in and was no correction. */
  last: Delivery | undefined;
  /** The same was taken in before: there is nothing to do. */
  isRepeated: boolean;
}

/**
 * Looks at a delivery's files and at what the source delivered before. Cheap: files are hashed, not decoded.
 *
 * @throws noFiles, fileUnreadable, asOfInvalid
 */
export async function inspectArrival(source: SourceConfig, delivery: DeliveryToLand, context: PipelineContext): Promise<Arrival> {
  const name = source.source;
  if (delivery.files.length === 0) throw pipelineErrors.noFiles({ source: name });
  if (delivery.asOf !== null && !isDay(delivery.asOf)) throw pipelineErrors.asOfInvalid({ source: name, asOf: delivery.asOf });
  const files = await readable(name, delivery.files, () => describeFiles(delivery.files));
  const kind: LandedKind = (await readable(name, delivery.files, () => isCorrection(delivery.files))) ? 'correction' : source.kind;
  const taken = await takenDeliveries(context.database, name);
  const last = taken.find((earlier) => earlier.kind !== 'correction');
  const asOf = delivery.asOf ?? (kind === 'correction' ? taken[0]?.as_of : undefined) ?? today(context);
  const arrival = { source: name, kind, asOf, files, content: contentHash(files), config: context.config.version, last };
  return { ...arrival, isRepeated: isRepeated(arrival, { taken, hasDate: delivery.asOf !== null }) };
}

async function readable<T>(source: string, files: readonly string[], read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const { path, message } = error as NodeJS.ErrnoException;
    throw pipelineErrors.fileUnreadable({ source, file: path ?? files[0], reason: message }, error);
  }
}

/**
 * Events and corrections repeat any earlier delivery of the same content; a correction only those since the last whole list,
 * which may have undone it. A snapshot repeats the last one; of a later day it says that nothing changed until then, which
 * counts for what it leaves out.
 */
function isRepeated(arrival: Omit<Arrival, 'isRepeated'>, { taken, hasDate }: { taken: Delivery[]; hasDate: boolean }): boolean {
  const { kind, last } = arrival;
  const same = taken.filter((earlier) => earlier.content === arrival.content && earlier.config === arrival.config);
  if (kind === 'append') return same.length > 0;
  if (kind === 'correction') return same.some((earlier) => earlier.id > (last?.id ?? 0));
  return last !== undefined && same.includes(last) && (!hasDate || arrival.asOf <= last.as_of);
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function today({ clock, config }: PipelineContext): string {
  return clock().toLocaleDateString('sv-SE', { timeZone: config.hub.timeZone });
}

/** A list older than the one that stands would bring old values back. Events come in any order. @throws snapshotOlder */
export function refuseOlder({ source, kind, asOf, last }: Arrival): void {
  if (kind === 'append' || last === undefined || asOf >= last.as_of) return;
  throw pipelineErrors.snapshotOlder({ source, asOf, lastAsOf: last.as_of });
}
