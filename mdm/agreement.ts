/** How good a grouping is, held beside the true one: shared by the hub's score and by `sanku link`. */

/** Shares from 0 to 1, rounded to six places. Nothing stated is precision 1, nothing to find is recall 1. */
export interface Measure {
  precision: number;
  recall: number;
  f1: number;
}

/** A row of `agreementCounts`. */
export interface AgreementCounts extends Record<string, string | number> {
  members: number;
  both: number;
  found_pairs: number;
  truth_pairs: number;
  found_share: number;
  truth_share: number;
}

export interface Agreement {
  /** Over pairs of members: two members of one entity are one pair. */
  pairs: Measure;
  /** B³: for each member, how pure and how complete its cluster is; the mean over members. */
  bcubed: Measure;
}

export function toAgreement(row: AgreementCounts): Agreement {
  return {
    pairs: measure(share(row.both, row.found_pairs), share(row.both, row.truth_pairs)),
    bcubed: measure(share(row.found_share, row.members), share(row.truth_share, row.members)),
  };
}

export function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

export function measure(precision: number, recall: number): Measure {
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision: round(precision), recall: round(recall), f1: round(f1) };
}

/** Six places: sums of shares may differ in the last bits with the order in which threads add them. */
function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
