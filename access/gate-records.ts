import { ENTITY_TYPES, type EntityType, type GoldenEntity, type TimePoint } from '../schema/index.ts';
import type { RecordsAnswer, RecordsQuestion, Visit } from './contract.ts';
import { accessErrors } from './errors.ts';
import { checkRegionAndPurpose, departmentOf, type GateContext, timePoint } from './gate-context.ts';

/** Which entities the records of a source speak of. Unknown records, entities outside the region or not granted are left out. */
export function records(context: GateContext, visit: Visit, question: RecordsQuestion): Promise<RecordsAnswer> {
  return context.answer(visit, async (trace) => {
    const { source } = question;
    trace.fields = context.fields.known(question.fields);
    // Record keys may be numbers of people: the log keeps how many, and the entities found.
    trace.detail = { records: question.records.length };
    const grants = departmentOf(visit, 'records');
    if (!grants.records.includes(source)) throw accessErrors.sourceNotGranted({ source });
    trace.detail = { ...trace.detail, source };
    const fields = context.fields.grantedForAny(grants, question.fields);
    checkRegionAndPurpose(grants, visit);
    const { at, knownOn } = timePoint(question, context.now());
    const asked = [...new Set(question.records)];
    const mentions = (await context.golden.entitiesOfRecords(source, asked)).filter(
      ({ entityType }) => grants.entities[entityType] !== undefined,
    );
    const entities = await readEntities(context, { mentions, at });
    const seen = mentions.flatMap(({ record, role, entity }) => {
      const found = entities.get(entity);
      return found !== undefined && context.regions.visible(grants, found.division) ? [{ record, role, found }] : [];
    });
    seen.sort((left, right) => asked.indexOf(left.record) - asked.indexOf(right.record) || (left.role < right.role ? -1 : 1));
    trace.about = byType(seen.map(({ found }) => found)).map(([entityType, ids]) => ({ entityType, entities: ids, roles: 'record' }));
    const items = seen.map(({ record, role, found }) => {
      const { id, entityType } = found;
      return { record, role, entityType, id, values: context.fields.values(found, fields, grants.entities[entityType]!) };
    });
    return { items, knownOn };
  });
}

interface EntitiesRequest {
  mentions: readonly { entityType: EntityType; entity: string }[];
  at: TimePoint;
}

/** The entities named, of whatever type, by id. */
export async function readEntities({ golden }: GateContext, { mentions, at }: EntitiesRequest): Promise<Map<string, GoldenEntity>> {
  const found = new Map<string, GoldenEntity>();
  for (const entityType of ENTITY_TYPES) {
    const ids = [...new Set(mentions.filter((mention) => mention.entityType === entityType).map(({ entity }) => entity))];
    const entities = ids.length === 0 ? [] : await golden.read(entityType, ids, at);
    for (const entity of entities) found.set(entity.id, entity);
  }
  return found;
}

function byType(entities: readonly GoldenEntity[]): [EntityType, string[]][] {
  return ENTITY_TYPES.map((type): [EntityType, string[]] => [
    type,
    [...new Set(entities.filter(({ entityType }) => entityType === type).map(({ id }) => id))],
  ]).filter(([, ids]) => ids.length > 0);
}
