import { Type } from 'typebox';
import { day, instant, rowCounts, storedError } from './shapes.ts';

/** A file that was sent, and what became of it. */
export const uploadItem = Type.Object({
  id: Type.String({ description: 'Opaque id: u-…' }),
  source: Type.String(),
  status: Type.Enum(['received', 'importing', 'imported', 'repeated', 'refused'], {
    description:
      'received: waits to be imported. imported, with an error: taken in, but resolving stopped; the next import publishes it. repeated: the same was taken in before',
  }),
  receivedAt: instant,
  bytes: Type.Integer(),
  hash: Type.String({ description: 'SHA-256 of the file' }),
  asOf: Type.Optional(day),
  delivery: Type.Optional(Type.Integer({ description: 'The delivery that it became, or that it repeats' })),
  counts: Type.Optional(Type.Object(rowCounts)),
  error: Type.Optional(storedError),
});
