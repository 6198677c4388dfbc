/** One number about the running hub, or one for each combination of labels. Labels are names of ours, never data. */
export interface Measure {
  /** As Prometheus names it: `sanku_runs_total`, units at the end. */
  name: string;
  help: string;
  /** A counter only grows. */
  type: 'gauge' | 'counter';
  samples: { labels?: Record<string, string>; value: number }[];
}
