/** The table of divisions in an open hub: asked by date, compared with a new one, and replaced by it. */
import { holdsOn } from './config/index.ts';
import { dayIn } from './core/day.ts';
import { withLock } from './core/postgres/lock.ts';
import {
  type Base,
  countChanges,
  createDivisionAnswers,
  type DivisionAnswers,
  type DivisionChange,
  type DivisionVersion,
  divisionVersions,
  endPending,
  enterVersion,
  gridsUnder,
  latestTable,
  planTable,
  type TablePlan,
} from './divisions/index.ts';
import type { Hub, Published } from './hub.ts';
import { reprocessSource, takenDeliveries } from './pipelines/index.ts';
import type { DivisionChanges } from './schema/index.ts';

export interface NewTable {
  /** CSV; absent: the base alone. */
  file?: string | undefined;
  onto: Base;
  streets: readonly string[];
}

/** A source whose values mean something else under another table: its deliveries are read again. */
export interface AffectedSource {
  source: string;
  deliveries: number;
  /** Rows of those deliveries. */
  rows: number;
}

export interface DivisionPlan extends TablePlan {
  counts: DivisionChanges;
  affected: AffectedSource[];
}

/** What an import would do; nothing is changed. @throws divisionsNothingNamed, divisionFileUnreadable, divisionsUnusable */
export async function planDivisions(hub: Hub, table: NewTable): Promise<DivisionPlan> {
  const plan = await planTable({ ...table, present: hub.config.divisions, today: todayOf(hub) });
  return { ...plan, counts: countChanges(plan.changes), affected: plan.changes.length === 0 ? [] : await affectedSources(hub) };
}

/** All sources with columns whose meaning the table of divisions decides, and with deliveries that count. */
async function affectedSources({ config, valueTypes, database }: Hub): Promise<AffectedSource[]> {
  const using = config.sources.filter(({ columns }) => columns.some(({ type }) => valueTypes[type]?.usesDivisions));
  const found: AffectedSource[] = [];
  for (const { source } of using) {
    const taken = await takenDeliveries(database, source);
    if (taken.length > 0) found.push({ source, deliveries: taken.length, rows: taken.reduce((sum, { read }) => sum + read, 0) });
  }
  return found;
}

/** Puts the planned table in force. What waits is published first, under the table before. @returns its version */
export async function enterDivisions(hub: Hub, plan: DivisionPlan, importedBy: string): Promise<number> {
  await hub.publish();
  const { content, hash, title, counts, divisions, affected } = plan;
  const version = { importedBy, importedAt: hub.pipeline.clock(), title, hash, content, rows: divisions.length, changes: counts };
  const entered = await withLock(hub.database, { name: 'divisions' }, () =>
    enterVersion(hub.database, { ...version, pending: affected.map(({ source }) => source) }),
  );
  return entered!;
}

/**
 * Reads again what the table in force asks for, and publishes it at once: golden records whose division is another now get a new version,
 * the one before stays readable by `knownOn`. Cut off, it goes on where it stopped when it is called again.
 */
export async function applyDivisions(hub: Hub, onSource?: (source: string) => void): Promise<Published & { sources: string[] }> {
  const latest = await latestTable(hub.database);
  const pending = latest?.pending ?? [];
  for (const source of pending) {
    onSource?.(source);
    if (hub.config.sources.some((each) => each.source === source))
      await hub.holdLake(() => reprocessSource({ context: hub.pipeline, source }));
    await endPending(hub.database, { version: latest!.id, source });
  }
  return { sources: pending, ...(await hub.publish()) };
}

export async function listDivisionVersions(hub: Hub): Promise<DivisionVersion[]> {
  return divisionVersions(hub.database);
}

/** How many divisions of each level are in force today, and how many have ended. */
export function countDivisions(hub: Hub): { level: string; inForce: number; ended: number }[] {
  const today = todayOf(hub);
  const levels = Map.groupBy(hub.config.divisions, ({ level }) => level);
  return [...levels].map(([level, rows]) => {
    const codes = new Set(rows.map(({ code }) => code));
    const inForce = new Set(rows.filter((row) => holdsOn(row, today)).map(({ code }) => code));
    return { level, inForce: inForce.size, ended: codes.size - inForce.size };
  });
}

/** The day it is where the hub is. */
export function todayOf({ config, pipeline }: Hub): string {
  return dayIn(config.hub.timeZone, pipeline.clock());
}

/** What is told of divisions by code, name and day; under communities and streets their grids. */
export interface HubDivisions extends Omit<DivisionAnswers, 'children'> {
  children(code: string, on?: string): Promise<ReturnType<DivisionAnswers['children']>>;
}

export function divisionAnswers(hub: Hub): HubDivisions {
  const answers = createDivisionAnswers(hub.config.divisions, () => todayOf(hub));
  return {
    ...answers,
    async children(code, on) {
      const found = answers.children(code, on);
      const grids = found === undefined ? [] : await gridsUnder(hub.database, { division: code, on: found.on });
      return found && { ...found, items: [...found.items, ...grids] };
    },
  };
}

export type { Base, DivisionChange, DivisionVersion };
