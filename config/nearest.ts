/**
 * The known word that a misspelled one most likely stands for; undefined when none is near.
 * One slip is allowed in three letters; two swapped letters are one slip; case, hyphens and underscores do not count.
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const plain = plainWord(word);
  let best: string | undefined;
  let fewest = Math.floor(plain.length / 3) + 1;
  for (const candidate of known) {
    const slips = editDistance(plain, plainWord(candidate));
    if (slips < fewest) {
      fewest = slips;
      best = candidate;
    }
  }
  return best;
}

/** The two advices of a mistake about an unknown word: the nearest known word, or all that are known. */
export function advise(word: string, known: readonly string[]): { advice: string; adviceZh: string } {
  const near = nearest(word, known);
  if (near !== undefined) return { advice: `Did you mean ${near}?`, adviceZh: `是否应为 ${near}？` };
  if (known.length === 0) return { advice: 'Remove it: nothing is known here.', adviceZh: '请删除：此处没有可用的词。' };
  const list = known.slice(0, 30).join(', ');
  return { advice: `Known are: ${list}.`, adviceZh: `可用的有：${list}。` };
}

function plainWord(word: string): string {
  return word
    .slice(0, 100)
    .toLowerCase()
    .replaceAll(/[-_\s]/g, '');
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let slips = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) slips = Math.min(slips, before[j - 2]! + 1);
      current.push(slips);
    }
    before = previous;
    previous = current;
  }
  return previous[b.length]!;
}
