import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SankuError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { apiErrors } from './errors.ts';
import { describeProblem, languageOf, toSankuError } from './problem.ts';

/** Bytes of a request's body. */
export const BODY_LIMIT = 64 * 1024;

interface Sending {
  error: unknown;
  request: FastifyRequest;
  reply: FastifyReply;
  log: Log;
}

/** Answers with an error as RFC 9457; the hub's own failures are logged under the same `instance`. */
export function sendProblem({ error, request, reply, log }: Sending): FastifyReply {
  const known = toSankuError(error, BODY_LIMIT);
  const id = randomUUID();
  const language = languageOf(request.headers['accept-language']);
  request.refusal = known.code;
  if (known.entry.status === 401) reply.header('www-authenticate', 'Bearer realm="sanku"');
  if (known.details['retryAfter'] !== undefined) reply.header('retry-after', String(known.details['retryAfter']));
  if (known.entry.status >= 500) logFailure(known, { log, request, id });
  return reply
    .code(known.entry.status)
    .header('content-language', language)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(describeProblem(known, { language, id })));
}

/** Messages of a database may quote values, so only the kind of the error and its place in the program are logged. */
function logFailure({ code, cause }: SankuError, { log, request, id }: { log: Log; request: FastifyRequest; id: string }): void {
  const { name, code: kind, stack } = (cause ?? {}) as { name?: string; code?: string; stack?: string };
  const place = stack?.split('\n').filter((line) => /^\s+at /.test(line));
  log.error({ instance: id, route: request.routeOptions.url, code, cause: name, kind, place }, 'failed');
}

/** Answers what could not be read as a request at all. */
export function refuseMalformed(error: { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const body = JSON.stringify(describeProblem(apiErrors.requestMalformed(), { language: 'en', id: randomUUID() }));
  const headers = [
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`HTTP/1.1 400 Bad Request\r\n${headers.join('\r\n')}\r\n\r\n${body}`);
}
