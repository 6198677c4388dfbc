/** A real server on this machine for the tests, which does what it is told. */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TestServer {
  /** `http://127.0.0.1:port` */
  origin: string;
  /** What it was asked, oldest first. */
  asked: Pick<IncomingMessage, 'url' | 'headers'>[];
  /** Answers from now on. */
  answer: RequestListener;
  close(): Promise<void>;
}

export async function openTestServer(answer: RequestListener = (_, reply) => reply.writeHead(204).end()): Promise<TestServer> {
  const server: Server = createServer((request, reply) => {
    test.asked.push({ url: request.url, headers: request.headers });
    test.answer(request, reply);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const test: TestServer = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    answer,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  return test;
}
