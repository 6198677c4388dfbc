import type { FastifyInstance } from 'fastify';
import { apiErrors } from './errors.ts';

/**
 * Opens the server's door; on this machine only, unless told otherwise.
 *
 * @returns its address, `http://127.0.0.1:7300`
 * @throws addressUnusable
 */
export async function listen(
  server: FastifyInstance,
  { host = '127.0.0.1', port = 7300 }: { host?: string; port?: number } = {},
): Promise<string> {
  try {
    return await server.listen({ host, port });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw apiErrors.addressUnusable({ host, port, reason: code ?? message }, error);
  }
}
