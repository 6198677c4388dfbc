import { isSankuError, type SankuError } from '../errors.ts';
import { postgresErrors } from './errors.ts';

/** What the driver says when the server is gone or going. */
const GONE = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  // The server's own last words: it is told to stop, a session of it crashed, it starts anew.
  '57P01',
  '57P02',
  '57P03',
]);

/**
 * Tells whether an error, or what caused it, means that the database went away.
 *
 * @returns databaseLost; undefined: it is another error, or one of ours that says enough
 */
export function lostDatabase(thrown: unknown): SankuError | undefined {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    // 502: it was another server that did not answer.
    if (isSankuError(error) && (error.code === 'databaseUnreachable' || error.entry.status === 502)) return undefined;
    const { code, syscall } = error as NodeJS.ErrnoException;
    const isGone = GONE.has(code ?? '') || (code === 'ENOENT' && syscall === 'connect') || isWriteAfterClose(error);
    if (isGone) return postgresErrors.databaseLost({ reason: code ?? 'CONNECTION_CLOSED' }, thrown);
  }
  return undefined;
}

/** postgres.js 3.4.9 writes to a connection that has closed under a transaction (its issue 1208); nothing can catch that. */
function isWriteAfterClose(error: Error): boolean {
  return error instanceof TypeError && /\bnextWrite\b.*[\\/]postgres[\\/]/.test(error.stack ?? '');
}
