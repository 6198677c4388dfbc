import type { Database } from '../core/postgres/database.ts';
import { type HubDatabase, MENTIONS, STATEMENTS } from '../schema/index.ts';
import { pipelineErrors } from './errors.ts';

/** @throws lakeTooOld where mentions lie in the lake that name no statements */
export async function refuseOldLake({ kysely }: Pick<Database<HubDatabase>, 'kysely'>): Promise<void> {
  const families = await kysely
    .selectFrom('lake_file')
    .select('family')
    .distinct()
    .where('family', 'in', [MENTIONS.family, STATEMENTS.family])
    .where('status', '<>', 'replaced')
    .execute();
  if (families.length === 1 && families[0]!.family === MENTIONS.family) throw pipelineErrors.lakeTooOld();
}
