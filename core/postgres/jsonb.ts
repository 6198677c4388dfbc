import { type RawBuilder, sql } from 'kysely';

/** A value for a jsonb column through Kysely. It travels as text: the driver would quote a string bound to a jsonb parameter once more. */
export function jsonb(value: unknown): RawBuilder<never> {
  return sql`${JSON.stringify(value)}::text::jsonb`;
}
