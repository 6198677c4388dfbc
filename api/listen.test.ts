import { afterAll, describe, expect, test } from '@jest/globals';
import fastify from 'fastify';
import { listen } from './listen.ts';

const servers = [fastify(), fastify()];
afterAll(() => Promise.all(servers.map((server) => server.close())));

describe('listening', () => {
  test('is on this machine only unless told otherwise, and a taken port is said plainly', async () => {
    const address = await listen(servers[0]!, { port: 0 });
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const port = Number(new URL(address).port);
    await expect(listen(servers[1]!, { port })).rejects.toMatchObject({ code: 'addressUnusable', details: { port, reason: 'EADDRINUSE' } });
  });
});
