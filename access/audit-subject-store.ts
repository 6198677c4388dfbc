import type { Database } from '../core/postgres/database.ts';
import type { EntityType, HubDatabase } from '../schema/index.ts';

/** One reading of a person, company or house. */
export interface SubjectReading {
  at: Date;
  /** Name of the key: the department. Null: the administrator at the hub's own data directory, or an unknown key. */
  reader: string | null;
  user: string | null;
  purpose: string | null;
  caseNumber: string | null;
  action: string;
  outcome: string;
  entityType: EntityType | null;
  /** Which of the ids asked for it concerned. */
  entities: string[];
  roles: string | null;
  fields: string[];
}

/** Who read what of these entities, when and for which purpose, oldest first. Give the living id and all ids merged into it. */
export async function subjectReport(database: Database<HubDatabase>, ids: readonly string[]): Promise<SubjectReading[]> {
  const rows = await database.sql<SubjectReading[]>`
    select audit.at, access_key.name as reader, audit.acting_user as "user", audit.purpose, audit.case_number as "caseNumber",
           audit.action, audit.outcome, audit.entity_type as "entityType",
           array(select id from unnest(audit.entities) as id where id = any(${[...ids]}::text[])) as entities, audit.roles, audit.fields
    from audit left join access_key on access_key.id = audit.key
    where audit.entities && ${[...ids]}::text[]
    order by audit.at, audit.chain collate "C", audit.sequence`;
  return [...rows];
}
