/** Counts the questions of each key. */
export interface RateLimit {
  /** Takes one question; returns the seconds to wait when there is none left, otherwise 0. */
  take(key: string, perMinute: number): number;
}

/**
 * One bucket of tokens per key, refilled evenly: a minute's worth may come at once, then as many a second as the rate allows.
 * Buckets live in this process; two servers side by side allow twice the rate.
 *
 * Not Fastify's plugin: the limit is a key's and not an address's (departments may share a proxy), it stands in the key's grants, it
 * holds for look-ups on the command line as well, and what it refuses goes into the log.
 */
export function createRateLimit(clock: () => Date = () => new Date()): RateLimit {
  const buckets = new Map<string, { tokens: number; at: number; perMinute: number }>();
  return {
    take(key, perMinute) {
      const now = clock().getTime();
      let bucket = buckets.get(key);
      if (bucket === undefined || bucket.perMinute !== perMinute) {
        bucket = { tokens: perMinute, at: now, perMinute };
        buckets.set(key, bucket);
      }
      const elapsed = Math.max(0, now - bucket.at);
      bucket.tokens = Math.min(perMinute, bucket.tokens + (elapsed * perMinute) / 60_000);
      bucket.at = now;
      if (bucket.tokens < 1) return Math.ceil(((1 - bucket.tokens) * 60) / perMinute);
      bucket.tokens -= 1;
      return 0;
    },
  };
}
