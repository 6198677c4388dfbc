/** Which files hold nobody twice, judged by the files themselves. */
import type { Edges } from './edges.ts';
import { type Profiles, recordPairs } from './profiles.ts';
import { weightOf } from './threshold.ts';

/** A pair as likely as this is taken for certain. */
const CERTAIN = weightOf(0.99);
/** In a list that holds people twice, the surest pairs within it are not so rare beside those with other lists. */
const MOST_WITHIN = 0.02;
/** Only the surest of the certain pairs are asked: below them relatives may stand, of whom every list has some. */
const SUREST = 0.1;
/** Fewer certain pairs with other lists tell nothing. */
const LEAST_ACROSS = 30;

interface Judged {
  profiles: Profiles;
  edges: Edges;
  files: number;
}

/**
 * By file: whether its surest pairs are all but all with records of other files. Of one file alone nothing is concluded, nor of files that are
 * declared in the model.
 */
export function filesWithoutDuplicates({ profiles, edges, files }: Judged): boolean[] {
  const line = lineOfTheSurest({ profiles, edges, files });
  const [within, across] = [new Float64Array(files), new Float64Array(files)];
  for (let edge = 0; edge < edges.weight.length; edge++) {
    if (edges.weight[edge]! < line) continue;
    const [left, right] = [edges.left[edge]!, edges.right[edge]!];
    const [a, b] = [profiles.file[left]!, profiles.file[right]!];
    const pairs = recordPairs(profiles.records, left, right);
    if (a === b) within[a]! += pairs;
    else for (const file of [a, b]) across[file]! += pairs;
  }
  return Array.from(within, (pairs, file) => across[file]! >= LEAST_ACROSS && pairs <= MOST_WITHIN * across[file]!);
}

/** The weight that a tenth of the certain pairs of records of different files have. */
function lineOfTheSurest({ profiles, edges }: Judged): number {
  const across = edges.weight.filter(
    (weight, edge) => weight >= CERTAIN && profiles.file[edges.left[edge]!] !== profiles.file[edges.right[edge]!],
  );
  across.sort();
  const surest = Math.max(LEAST_ACROSS, Math.ceil(across.length * SUREST));
  return across[Math.max(0, across.length - surest)] ?? CERTAIN;
}
