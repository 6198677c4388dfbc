/** What questions about what lies in a house, or is tied to an entity, begin with: its own rights, those to what is told of it, and the entity itself. */
import type { EntityType, GoldenEntity, TimePoint } from '../schema/index.ts';
import type { HouseQuestion, Moved, Visit } from './contract.ts';
import { accessErrors } from './errors.ts';
import {
  checkRegionAndPurpose,
  departmentOf,
  entityGrant,
  findEntity,
  type GateContext,
  isMoved,
  loggableIds,
  type Trace,
  timePoint,
} from './gate-context.ts';
import type { DepartmentGrants, EntityGrant } from './grants.ts';

export interface TiedOpening {
  visit: Visit;
  trace: Trace;
  /** The entity asked about. */
  about: { entityType: EntityType; id: string };
  /** The type of what is told of it; its fields are delivered. */
  told: EntityType;
  /** The list that needs a grant of its own. */
  relation?: HouseQuestion['relation'] | 'houses';
  question: { fields: readonly string[] } & TimePoint;
  /** For the log, besides the id asked about. */
  detail: Record<string, unknown>;
}

export interface TiedOpened {
  entity: GoldenEntity;
  grants: DepartmentGrants;
  /** Of what is told. */
  grant: EntityGrant;
  fields: string[];
  at: TimePoint;
  knownOn: string;
}

/** @throws entityNotGranted, relationNotGranted, fieldUnknown, fieldNotGranted, regionNotGranted, purposeNotGranted, valueUnusable, notFound */
export async function openTied(context: GateContext, opening: TiedOpening): Promise<TiedOpened | Moved> {
  const { visit, trace, about, told, relation, question, detail } = opening;
  trace.entityType = told;
  trace.fields = context.fields.known(question.fields, [told]);
  trace.detail = { [about.entityType]: loggableIds(about.id).join(''), ...detail };
  const grants = departmentOf(visit, about.entityType);
  entityGrant(grants, about.entityType);
  if (relation !== undefined && !grants.relations.includes(relation)) throw accessErrors.relationNotGranted({ relation });
  const grant = entityGrant(grants, told);
  const fields = context.fields.granted(grants, told, question.fields);
  checkRegionAndPurpose(grants, visit);
  const { at, knownOn } = timePoint(question, context.now());
  const entity = await findEntity(context, { grants, ...about, at });
  return isMoved(entity) ? entity : { entity, grants, grant, fields, at, knownOn };
}
