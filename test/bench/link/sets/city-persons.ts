/**
 * The people of the sample city as all its sources name them, one line a record, without any number: what is left is a name, now and then a birth, a phone, an address,
 * an employer. Errors are those the sample city makes. Read from the lake of a hub that imported the city, so that the values are the ones the hub has.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Duck } from '../../../../core/duckdb/duck.ts';
import { duck } from '../../../../core/duckdb/sql.ts';
import { silentLog } from '../../../../core/log.ts';
import { openHub, SHIPPED_CONFIG } from '../../../../hub.ts';
import { makeSample } from '../../../../samples/index.ts';
import type { Entry, LinkSet } from '../link-set.ts';

const COLUMNS = ['name', 'sex', 'birth_date', 'phone', 'employer', 'address'];
/** Records that a person of the city leaves in all its sources in one month, roughly. */
const RECORDS_A_PERSON = 18;
const SEED = 1;

export const set: LinkSet = {
  title: "the sample city's persons of all sources, without numbers",
  columns: COLUMNS,
  model: `id: id
columns:
  name: person name
  sex: category
  birth_date: date
  phone: phone
  employer: company name
  address: address
`,
  records: 10_000,
  seed: SEED,
  async make(records) {
    const folder = await mkdtemp(path.join(tmpdir(), 'sanku-city-'));
    try {
      const city = path.join(folder, 'city');
      await makeSample({ people: Math.round(records / RECORDS_A_PERSON), seed: SEED, months: 1, out: city, configFolder: SHIPPED_CONFIG });
      const hub = await openHub({ dataFolder: path.join(folder, 'hub'), configFolder: path.join(city, 'config'), log: silentLog });
      try {
        await hub.importFolder(path.join(city, 'month-01'));
      } finally {
        await hub.close();
      }
      return { city: await peopleOf(path.join(folder, 'hub'), path.join(city, 'truth/month-01/records.csv')) };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function peopleOf(data: string, truth: string): Promise<Entry[]> {
  const lake = (family: string) => path.join(data, 'lake', family, '**/*.parquet');
  using db = await Duck.open({ spillFolder: path.join(data, 'spill') });
  const rows = await db.rows<{ entity: number; values: string }>(duck`
    WITH houses AS (
      SELECT m.source, m.record, min_by(s.address, m.role) AS address FROM read_parquet(${lake('mentions/house')}) m
      JOIN read_parquet(${lake('statements/house')}, union_by_name = true) s USING (statement) WHERE m.present AND s.address IS NOT NULL GROUP BY ALL
    ), people AS (
      SELECT t.entity, m.source, m.record, m.role, s.* FROM read_parquet(${lake('mentions/person')}) m
      JOIN read_parquet(${lake('statements/person')}, union_by_name = true) s USING (statement)
      JOIN read_csv(${truth}, all_varchar = true) t ON t.source = m.source AND t.record = m.record AND t.role = m.role AND t.entity_type = 'person'
      WHERE m.present AND s.name IS NOT NULL
    )
    SELECT dense_rank() OVER (ORDER BY entity)::INTEGER AS entity,
      to_json(list_transform([p.name, p.sex, p."birthDate", p.phone, p.employer, h.address], lambda value: coalesce(value, ''))) AS "values\"
    FROM people p LEFT JOIN houses h USING (source, record) ORDER BY source, record, role`);
  return rows.map(({ entity, values }) => ({ entity, values: JSON.parse(values) as string[] }));
}
