/** How long answers took, in milliseconds. */
export interface Latency {
  count: number;
  /** Answers a second, over the time from the first question to the last answer. */
  rate: number;
  p50: number;
  p95: number;
  p99: number;
  slowest: number;
}

/** When each answer came (ms since 1970) and how long it took (ms). */
export interface Answers {
  at: Float64Array;
  ms: Float64Array;
}

/** @param within only answers that came in this span of time (ms since 1970) */
export function summarise({ at, ms }: Answers, within = { from: -Infinity, to: Infinity }): Latency {
  const inside = [...at.keys()].filter((index) => at[index]! >= within.from && at[index]! <= within.to);
  const sorted = Float64Array.from(inside, (index) => ms[index]!).sort();
  const begins = inside.reduce((first, index) => Math.min(first, at[index]! - ms[index]!), Infinity);
  const ends = inside.reduce((last, index) => Math.max(last, at[index]!), -Infinity);
  const share = (part: number) => sorted[Math.ceil(part * sorted.length) - 1] ?? Number.NaN;
  return {
    count: sorted.length,
    rate: sorted.length / ((ends - begins) / 1000),
    ...{ p50: share(0.5), p95: share(0.95), p99: share(0.99), slowest: share(1) },
  };
}
