import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Measure } from '../core/measure.ts';

/** Seconds; look-ups take single milliseconds, the slowest routes stop at half a minute. */
const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30];

export interface Answered {
  method: string;
  /** The route's pattern, never the URL; undefined: there is no such route. */
  route: string | undefined;
  status: number;
  seconds: number;
  /** Code of the error that was answered. */
  refusal: string | null;
  /** Name of the look-up, where values of people were asked for. */
  lookUp: string | undefined;
}

export interface Metrics {
  answered(request: Answered): void;
  /** All of it in Prometheus' text form; `measures` are those of the hub, taken now. */
  text(measures: readonly Measure[]): Promise<string>;
  contentType: string;
}

/** What one server process counts about itself. */
export function createMetrics(version: string): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    ...{ name: 'sanku_build_info', help: 'Version of the program; always 1', labelNames: ['version', 'node'], registers },
  }).set({ version, node: process.versions.node }, 1);
  const requests = new Histogram({
    ...{ name: 'sanku_http_request_duration_seconds', help: 'Requests by route, method and status, and how long each took' },
    ...{ labelNames: ['route', 'method', 'status'] as const, buckets: BUCKETS, registers },
  });
  const refusals = new Counter({
    ...{ name: 'sanku_http_refusals_total', help: 'Requests that got an error, by its code', labelNames: ['code'] as const, registers },
  });
  const lookUps = new Counter({
    ...{ name: 'sanku_lookups_total', help: 'Look-ups answered, by what was asked', labelNames: ['question'] as const, registers },
  });
  return {
    contentType: registry.contentType,
    answered({ method, route, status, seconds, refusal, lookUp }) {
      requests.observe({ route: route ?? 'none', method, status: String(status) }, seconds);
      if (refusal !== null) refusals.inc({ code: refusal });
      else if (lookUp !== undefined && status < 300) lookUps.inc({ question: lookUp });
    },
    text: async (measures) => `${await registry.metrics()}\n${await measured(measures).metrics()}`,
  };
}

function measured(measures: readonly Measure[]): Registry {
  const registry = new Registry();
  for (const { name, help, type, samples } of measures) {
    const described = {
      name,
      help,
      labelNames: [...new Set(samples.flatMap(({ labels = {} }) => Object.keys(labels)))],
      registers: [registry],
    };
    if (type === 'gauge') {
      const gauge = new Gauge(described);
      for (const { labels = {}, value } of samples) gauge.set(labels, value);
    } else {
      const counter = new Counter(described);
      for (const { labels = {}, value } of samples) counter.inc(labels, value);
    }
  }
  return registry;
}
