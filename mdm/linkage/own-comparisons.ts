/** Which comparisons tell relatives from matches: those of what belongs to one alone, or else the one that divides the records most. */
import type { ModelColumn } from './contract.ts';

/** By comparison: into how many groups of like size it divides the records, in bits. @param filled share of records with a value */
export function divisions(u: readonly Float64Array[], filled: readonly number[]): number[] {
  return u.map((shares, c) => filled[c]! * -Math.log2(shares[1]!));
}

/** Place of the comparison that divides the records most. */
export function dividingMost(bits: readonly number[]): number {
  return bits.indexOf(Math.max(...bits));
}

/** Places of the comparisons that tell who is one: those of what belongs to one alone, or else the one that divides the records most. */
export function tellers(own: readonly boolean[], bits: readonly number[]): readonly number[] {
  return own.includes(true) ? own.flatMap((isOwn, c) => (isOwn ? [c] : [])) : [dividingMost(bits)];
}

/** Fewer bits do not tell matches from others that share a block. */
const LEAST_BITS = 3;

/** Of comparisons that tell relatives from matches: all, if they divide the records enough together; else none. */
export function tellingOf(comparisons: readonly number[], bits: readonly number[]): readonly number[] {
  return comparisons.reduce((sum, c) => sum + bits[c]!, 0) >= LEAST_BITS ? comparisons : [];
}

/** Whether those of what belongs to one alone that relatives share in no part divide the records enough together. @param own their places */
export function isTold(own: readonly number[], partlyShared: readonly number[], bits: readonly number[]): boolean {
  return (
    tellingOf(
      own.filter((c) => !partlyShared.includes(c)),
      bits,
    ).length > 0
  );
}

/**
 * By comparison: whether it belongs to one alone, so that relatives share it no sooner than any two records. In a list of organisations, of which the
 * names of organisations divide more than those of persons, a person may be the representative of several. And of two columns of one kind, the one that
 * divides less may be of somebody else: the name of the guardian, whom brothers and sisters share.
 *
 * @param columns of the comparisons
 */
export function ownComparisons(columns: readonly Pick<ModelColumn, 'kind' | 'own' | 'organisation'>[], bits: readonly number[]): boolean[] {
  const most = (isOfOrganisations: boolean) =>
    Math.max(0, ...columns.map(({ own, organisation }, c) => (organisation === isOfOrganisations && (own || organisation) ? bits[c]! : 0)));
  const isOfOrganisations = most(true) > most(false);
  const isFirst = (kind: string, c: number) =>
    columns.every((other, i) => other.kind !== kind || bits[i]! < bits[c]! || i === c || (bits[i] === bits[c] && i > c));
  return columns.map(({ kind, own, organisation }, c) => own && (organisation || !isOfOrganisations) && isFirst(kind, c));
}
