/** The three bases: what the hub keeps golden records of. */
export const ENTITY_TYPES = ['person', 'company', 'house'] as const;
export type EntityType = (typeof ENTITY_TYPES)[number];

/** First letter of an entity's id: `p-…`, `c-…`, `h-…`. */
export const ID_PREFIX: Record<EntityType, string> = { person: 'p', company: 'c', house: 'h' };

export function isEntityType(text: string): text is EntityType {
  return (ENTITY_TYPES as readonly string[]).includes(text);
}
