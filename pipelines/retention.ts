import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { RetentionRule } from '../config/index.ts';
import { type Delivery, everyDelivery, markOriginalsRemoved } from './catalogue-store.ts';
import type { PipelineContext } from './context.ts';
import { ORIGINALS } from './originals.ts';

/** An original that the rules let go. */
export interface DueOriginal {
  source: string;
  /** The newest delivery that names it. */
  delivery: number;
  name: string;
  hash: string;
  bytes: number;
}

const DAY_MS = 86_400_000;

/** The originals whose time is over, and that no delivery holds back. Nothing is removed. */
export async function dueOriginals(context: PipelineContext): Promise<DueOriginal[]> {
  const { database, config, clock } = context;
  const rules = new Map(config.sources.map(({ source, retention }) => [source, retention]));
  const due = new Map<string, DueOriginal>();
  const held = new Set<string>();
  for (const [source, deliveries] of Map.groupBy(await everyDelivery(database), (delivery) => delivery.source)) {
    const rule = rules.get(source) ?? config.hub.retention;
    const isHeld = rule === undefined ? () => true : holding(rule, { deliveries, now: clock().getTime() });
    for (const delivery of deliveries)
      for (const { name, hash, bytes, removed } of delivery.files) {
        if (isHeld(delivery)) held.add(hash);
        else if (removed === undefined && !due.has(hash)) due.set(hash, { source, delivery: delivery.id, name, hash, bytes });
      }
  }
  return [...due.values()].filter(({ hash }) => !held.has(hash)).sort((a, b) => a.delivery - b.delivery || (a.hash < b.hash ? -1 : 1));
}

/** @param deliveries of one source, the newest first */
function holding(
  rule: RetentionRule,
  { deliveries, now }: { deliveries: readonly Delivery[]; now: number },
): (delivery: Delivery) => boolean {
  // The state follows the as-of date, not the arrival: a late list is not the last.
  const counting = deliveries
    .filter(({ status }) => status === 'waiting' || status === 'published')
    .toSorted((a, b) => (a.as_of === b.as_of ? b.id - a.id : a.as_of < b.as_of ? 1 : -1));
  const latest = new Set(counting.slice(0, rule.keepDeliveries).map(({ id }) => id));
  const lastList = counting.find(({ kind }) => kind === 'snapshot');
  return (delivery) => {
    const { id, kind, status, arrived_at: arrived } = delivery;
    if (status === 'landing' || latest.has(id) || now - arrived.getTime() < rule.keepDays * DAY_MS) return true;
    if (!counting.includes(delivery) || rule.evenIfNeeded) return false;
    // What makes up the present state: the last whole list and all since; of events and changes, every one.
    return lastList === undefined || (kind === 'snapshot' ? id === lastList.id : counting.indexOf(delivery) < counting.indexOf(lastList));
  };
}

/**
 * Removes originals that the rules let go. The catalogue says so first: cut off between the two, the next start clears the file away.
 * To be called where nobody reads them.
 */
export async function removeOriginals(context: PipelineContext, due: readonly DueOriginal[]): Promise<{ files: number; bytes: number }> {
  const { database, lakeFolder, clock, log } = context;
  const hashes = due.map(({ hash }) => hash);
  if (hashes.length > 0) await markOriginalsRemoved(database, hashes, clock().toISOString());
  for (const hash of hashes) await rm(path.join(lakeFolder, ORIGINALS, hash), { force: true });
  const bytes = due.reduce((sum, file) => sum + file.bytes, 0);
  if (due.length > 0) log.info({ files: due.length, bytes, deliveries: due.map(({ delivery }) => delivery) }, 'originals removed by rule');
  return { files: due.length, bytes };
}
