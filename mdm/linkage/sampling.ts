/**
 * Which pairs are learnt from where there are too many to look at all. Each rule gives as many as any other: those of a narrow rule all, those of a wide
 * one thinly. Drawn evenly, a file in which one record in a hundred is there twice would be learnt from its strangers, and from a handful of matches.
 */

/** Pairs that are enough to learn from. */
const ENOUGH = 150_000;
/** Where there are not many more, all are looked at: that is soon done, and leaves nothing to chance. */
const NOT_MANY = 300_000;

/** By rule: the share of its pairs to look at. @param pairs how many each rule gives */
export function sampleShares(pairs: readonly number[]): number[] {
  if (pairs.reduce((sum, own) => sum + own, 0) <= NOT_MANY) return pairs.map(() => 1);
  let [left, rules] = [ENOUGH, pairs.length];
  let most = Number.POSITIVE_INFINITY;
  for (const own of pairs.toSorted((a, b) => a - b)) {
    if (own * rules > left) {
      most = left / rules;
      break;
    }
    left -= own;
    rules--;
  }
  return pairs.map((own) => (own > most ? most / own : 1));
}

/** The share by which a pair was drawn: that of the first rule it agrees with. @param rules by bits */
export function shareOf(rules: number, shares: readonly number[]): number {
  return rules === 0 ? 1 : (shares[31 - Math.clz32(rules & -rules)] ?? 1);
}
