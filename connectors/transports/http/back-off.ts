const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/**
 * How long to wait before the next attempt: one second, doubled each time, of which half is left to chance, so that many hubs do not
 * come back at once; at least what the server asked for, at most a minute.
 */
export function backOffMs({ attempt, askedSeconds, random }: { attempt: number; askedSeconds: number; random: () => number }): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
  const jittered = full / 2 + random() * (full / 2);
  return Math.round(Math.min(LONGEST_MS, Math.max(jittered, askedSeconds * 1000)));
}
