import { createHash } from 'node:crypto';
import type { TransportFixture } from '../../transport-fixture.ts';
import { openTestServer } from './testing.ts';

export const fixture: TransportFixture = {
  async open() {
    const server = await openTestServer();
    const disposition = (name: string) => ({ 'content-disposition': `attachment; filename="${name}"` });
    return {
      settings: { url: `${server.origin}/export`, attempts: 1 },
      async put(name, content) {
        const etag = `"${createHash('sha256').update(content).digest('hex')}"`;
        server.answer = (request, reply) => {
          if (request.headers['if-none-match'] === etag) reply.writeHead(304).end();
          else reply.writeHead(200, { etag, 'content-length': content.length, ...disposition(name) }).end(content);
        };
      },
      async putHalf(name, content) {
        server.answer = (_, reply) => {
          reply.writeHead(200, { 'content-length': content.length, ...disposition(name) });
          reply.write(content.subarray(0, content.length / 2), () => reply.destroy());
        };
      },
      meanwhile: async () => undefined,
      close: () => server.close(),
    };
  },
};
