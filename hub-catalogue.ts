/** What the hub holds, without any personal data: sources, deliveries and runs, as the API and the CLI show them. */
import type { Config } from './config/index.ts';
import type { Database } from './core/postgres/database.ts';
import { deliveries, runs } from './pipelines/index.ts';
import type { HubDatabase } from './schema/index.ts';

export function createCatalogue(database: Database<HubDatabase>, config: Config) {
  return {
    sources: async () =>
      config.sources.map(({ source, department, title, owner, legalBasis, kind, schedule }) => ({
        source,
        department,
        title,
        owner,
        legalBasis,
        kind,
        schedule: schedule ?? null,
      })),
    deliveries: async (request: { source?: string; limit: number }) =>
      (await deliveries(database, request)).map(({ as_of, arrived_at, published_in, ...delivery }) => ({
        ...delivery,
        publishedIn: published_in,
        asOf: as_of,
        arrivedAt: arrived_at,
      })),
    runs: async (request: { limit: number }) =>
      (await runs(database, request)).map(({ started_at, ended_at, ...run }) => ({ ...run, startedAt: started_at, endedAt: ended_at })),
  };
}
