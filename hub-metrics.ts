/** What the hub holds and did, as counts for monitoring. Labels are names of configuration and states, never anything of a person. */
import type { AuditLog } from './access/index.ts';
import type { Measure } from './core/measure.ts';
import type { Database } from './core/postgres/database.ts';
import { ENTITY_TYPES, type HubDatabase } from './schema/index.ts';

interface Counted {
  labels: Record<string, string>;
  value: number;
}

/** @returns takes all measures; each call asks the database a dozen short questions */
export function createMeasuring({ database, audit }: { database: Database<HubDatabase>; audit: AuditLog }): () => Promise<Measure[]> {
  const entities = createEntityCount(database);
  return async () => [
    ...(await runs(database)),
    ...(await deliveries(database)),
    ...(await holdings(database)),
    gauge('sanku_entities', 'Living entities by type', await entities()),
    ...auditMeasures(audit),
  ];
}

function gauge(name: string, help: string, samples: Measure['samples']): Measure {
  return { name, help, type: 'gauge', samples };
}

function counter(name: string, help: string, samples: Measure['samples']): Measure {
  return { name, help, type: 'counter', samples };
}

/** One sample of each row: its columns are the labels, but for `value`. */
function samples(rows: readonly Record<string, unknown>[], column = 'value'): Counted[] {
  return rows.map((row) => {
    const labels = Object.entries(row).filter(([, value]) => typeof value === 'string');
    return { labels: Object.fromEntries(labels) as Record<string, string>, value: Number(row[column] ?? 0) };
  });
}

async function runs({ sql }: Database<HubDatabase>): Promise<Measure[]> {
  const rows = await sql`select kind, status, count(*)::int as value,
    coalesce(sum(extract(epoch from ended_at - started_at)), 0)::float8 as seconds from run group by kind, status order by kind, status`;
  const [published] = await sql`select run, extract(epoch from at)::float8 as at from published where run > 0`;
  return [
    gauge('sanku_runs', 'Runs by kind and how they ended', samples(rows)),
    gauge('sanku_run_seconds', 'Seconds that these runs took together', samples(rows, 'seconds')),
    gauge('sanku_published_run', 'Number of the run that was published last', [{ value: Number(published?.['run'] ?? 0) }]),
    gauge('sanku_published_timestamp_seconds', 'When that was', [{ value: Number(published?.['at'] ?? 0) }]),
  ];
}

async function deliveries({ sql }: Database<HubDatabase>): Promise<Measure[]> {
  const byStatus = await sql`select source, status, count(*)::int as value from delivery group by source, status order by source, status`;
  const rows = await sql`select source, outcome, sum(n)::bigint as value
    from delivery, lateral (values ('read', read), ('accepted', accepted), ('rejected', rejected)) as counted(outcome, n)
    where status in ('waiting', 'published') group by source, outcome order by source, outcome`;
  const last = await sql`select source, extract(epoch from max(arrived_at))::float8 as value from delivery
    where status in ('waiting', 'published', 'repeated') group by source order by source`;
  const [waiting] = await sql`select count(*)::int as value from delivery where status = 'waiting'`;
  return [
    gauge('sanku_deliveries', 'Deliveries by source and what became of them', samples(byStatus)),
    gauge('sanku_deliveries_waiting', 'Deliveries that have landed and are not published yet', [{ value: Number(waiting!['value']) }]),
    gauge('sanku_rows', 'Rows of the deliveries taken in, by source and outcome', samples(rows)),
    gauge('sanku_source_last_delivery_timestamp_seconds', 'When a source last delivered what was taken in', samples(last)),
  ];
}

async function holdings({ sql, schema }: Database<HubDatabase>): Promise<Measure[]> {
  const cases =
    await sql`select comparison, state, count(*)::int as value from hub_case group by comparison, state order by comparison, state`;
  const lake =
    await sql`select family, count(*)::int as files, sum(bytes)::bigint as value from lake_file where status <> 'replaced' group by family order by family`;
  const [originals] = await sql`select coalesce(sum(bytes), 0)::bigint as value from (
    select distinct file ->> 'hash', (file ->> 'bytes')::bigint as bytes from delivery, jsonb_array_elements(files) as file) as each`;
  const [size] = await sql`select coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint as value
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = ${schema} and c.relkind in ('r', 'm')`;
  return [
    gauge('sanku_cases', 'Cases by comparison and state', samples(cases)),
    gauge('sanku_lake_bytes', 'Bytes of the lake by family', [
      ...samples(lake),
      { labels: { family: 'originals' }, value: Number(originals!['value']) },
    ]),
    gauge('sanku_lake_files', 'Files of the lake by family', samples(lake, 'files')),
    gauge('sanku_database_bytes', "Bytes of the hub's tables and indexes", [{ value: Number(size!['value']) }]),
  ];
}

/** To count a million rows takes a while, and the count changes with a publish only. */
function createEntityCount({ sql }: Database<HubDatabase>): () => Promise<Counted[]> {
  let known: { run: number; counts: Promise<Counted[]> } | undefined;
  const count = async () => {
    const counts: Counted[] = [];
    for (const type of ENTITY_TYPES) {
      const [row] = await sql`select count(*)::int as value from ${sql(type)} where known_to = 'infinity' and valid_to = 'infinity'`;
      counts.push({ labels: { type }, value: Number(row!['value']) });
    }
    return counts;
  };
  return async () => {
    const [published] = await sql<{ run: number }[]>`select run from published`;
    if (known?.run !== published!.run) {
      known = { run: published!.run, counts: count() };
      known.counts.catch(() => (known = undefined));
    }
    return known.counts;
  };
}

function auditMeasures(audit: AuditLog): Measure[] {
  const { groups, lines, failed } = audit.written();
  return [
    counter('sanku_audit_groups_total', 'Groups of lines that this process wrote to the access log', [{ value: groups }]),
    counter('sanku_audit_lines_total', 'Lines in these groups', [{ value: lines }]),
    counter('sanku_audit_failures_total', 'Groups that could not be written, so that nothing was answered', [{ value: failed }]),
  ];
}
