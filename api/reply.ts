import type { Moved } from '../access/index.ts';
import type { RouteReply } from './contract.ts';

/** The answer, or for a merged id the way to the living one: 308 with the same query. */
export function answerOrMoved(answer: object | Moved, toPath: (id: string) => string): RouteReply {
  if (!('movedTo' in answer)) return { body: answer };
  return { status: 308, location: toPath(answer.movedTo), body: answer };
}

/** Left-out keys instead of nulls, at any depth. Dates become text. */
export function withoutNulls(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutNulls(item)]));
}

/** The entries that are there: optional properties are left out rather than undefined. */
export function given<T extends object>(entries: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
