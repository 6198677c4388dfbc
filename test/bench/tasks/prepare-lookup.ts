/** Makes a department's key and chooses the identity numbers to ask for: each valid and borne by exactly one person. */
import { parseGrants } from '../../../access/index.ts';
import { silentLog } from '../../../core/log.ts';
import { openHub } from '../../../hub.ts';

export interface PrepareTask {
  dataFolder: string;
  count: number;
}

export interface Prepared {
  key: string;
  purpose: string;
  numbers: string[];
}

export async function task({ dataFolder, count }: PrepareTask): Promise<Prepared> {
  const hub = await openHub({ dataFolder, log: silentLog });
  const purpose = Object.keys(hub.config.hub.purposes)[0]!;
  const person = { fields: ['idNumber', 'name', 'birthDate'], search: [['idNumber']] };
  const grants = { role: 'department', entities: { person }, regions: 'all', purposes: [purpose], rate: { perMinute: 100_000_000 } };
  const { key } = await hub.keys.create({ name: `bench ${new Date().toISOString()}`, grants: parseGrants(grants) });
  // By their hashes: an order without rhyme, and the same every time.
  const rows = await hub.database.sql<{ number: string }[]>`
    select substr(key, 10) as number from person, unnest(search_keys) as key
    where known_to = 'infinity' and valid_to = 'infinity' and starts_with(key, 'idNumber:')
    group by key having count(*) = 1 order by md5(key)`;
  const { clean } = hub.valueTypes['id-number']!;
  const numbers = rows.map((row) => row.number).filter((number) => clean(number).value === number);
  await hub.close();
  return { key, purpose, numbers: numbers.slice(0, count) };
}
