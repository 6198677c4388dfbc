import { sql } from 'kysely';
import type { Hub } from '../hub.ts';
import { addressAsWritten } from './address-as-written.ts';

/** One of each, to try the hub with. Absent where the city has none. */
export interface CityExamples {
  person?: { idNumber: string };
  house?: { id: string; address: string };
  company?: { creditCode: string };
  case?: { comparison: string; entity: string };
}

const REGION = '3399%';

/**
 * Picks examples out of the fictional city, the same ones every time: a person with a number who lives with others, their house, a
 * company, and a pension case. Called for the sample city only: nobody in it is real.
 */
export async function cityExamples({ database: { kysely }, config }: Hub): Promise<CityExamples> {
  const now = sql<Date>`'infinity'`;
  const home = await kysely
    .selectFrom('relation as r')
    .innerJoin('house as h', 'h.id', 'r.house')
    .innerJoin('person as p', 'p.id', 'r.subject')
    .select(['h.id as house', sql<string>`h.attributes->>'address'`.as('address')])
    .select([sql<string>`min(p.attributes->>'idNumber')`.as('idNumber'), sql<number>`count(distinct p.id)`.as('people')])
    .where((where) => where.and([where('r.known_to', '=', now), where('h.known_to', '=', now), where('p.known_to', '=', now)]))
    .where((where) => where.or([where('r.valid_to', 'is', null), where('r.valid_to', '=', 'infinity')]))
    .where('r.relation', '=', 'registered')
    .where('h.division', 'like', REGION)
    .where('p.division', 'like', REGION)
    .where(sql<boolean>`h.attributes->>'address' like '%室'`)
    .where(sql<boolean>`length(p.attributes->>'idNumber') = 18 and p.confidence = 'identifier'`)
    .groupBy(['h.id', 'h.attributes'])
    .having(sql<boolean>`count(distinct p.id) between 3 and 5`)
    .orderBy('h.id')
    .limit(1)
    .executeTakeFirst();
  const company = await kysely
    .selectFrom('company')
    .select(sql<string>`attributes->>'creditCode'`.as('creditCode'))
    .where((where) => where.and([where('known_to', '=', now), where('division', 'like', REGION), where('records', '>', 1)]))
    .where(sql<boolean>`attributes ? 'creditCode'`)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  const found = await kysely
    .selectFrom('hub_case as c')
    .innerJoin('person as p', 'p.id', 'c.entity')
    .select(['c.comparison', 'c.entity'])
    .where((where) =>
      where.and([where('c.comparison', '=', 'pension-after-death'), where('c.state', '=', 'open'), where('c.grade', '=', 'certain')]),
    )
    .where((where) => where.and([where('p.known_to', '=', now), where('p.division', 'like', REGION)]))
    .orderBy('c.id')
    .limit(1)
    .executeTakeFirst();
  return {
    ...(home === undefined
      ? {}
      : { person: { idNumber: home.idNumber }, house: { id: home.house, address: addressAsWritten(home.address, config.divisions) } }),
    ...(company === undefined ? {} : { company }),
    ...(found === undefined ? {} : { case: found }),
  };
}
