/** The entities that a configuration describes: the schema's own three, whose types meet these in hub.ts, so that a difference does not compile. */
export const ENTITY_TYPES = ['person', 'company', 'house'] as const;
export type EntityType = (typeof ENTITY_TYPES)[number];

export function isEntityType(text: string): text is EntityType {
  return (ENTITY_TYPES as readonly string[]).includes(text);
}
