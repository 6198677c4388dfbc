/** Asks a running server for people by their identity numbers, over kept-alive connections, and checks every answer. */
import { askAll } from '../asking.ts';
import { HttpConnection } from '../http-connection.ts';
import type { Answers } from '../latency.ts';

export interface LoadTask {
  port: number;
  key: string;
  purpose: string;
  numbers: string[];
  connections: number;
  /** Asked first and not measured: a server that has just started is still compiling. */
  warmUp: number;
  /** Absent: until told to stop. */
  requests?: number;
}

export async function task({ port, key, purpose, numbers, connections, warmUp, requests }: LoadTask): Promise<Answers> {
  let stopped = false;
  process.on('message', (message) => {
    stopped ||= message === 'stop';
  });
  const lines = numbers.map((number) => request({ port, key, purpose, number }));
  const open = await Promise.all(Array.from({ length: connections }, () => HttpConnection.open(port)));
  const ask = async (asker: number, index: number): Promise<void> => {
    const { status, body } = await open[asker]!.ask(lines[index % lines.length]!);
    if (status !== 200) throw new Error(`answered ${status}: ${body}`);
    const { items } = JSON.parse(body) as { items: unknown[] };
    // The next month may put a number on a second person.
    if (items.length === 0) throw new Error('nobody, though the number is in the hub');
  };
  await askAll({ askers: connections, count: warmUp, ask });
  const answers = await askAll({ askers: connections, count: requests ?? Infinity, ask, stopped: () => stopped });
  for (const connection of open) connection.close();
  return answers;
}

function request({ port, key, purpose, number }: { port: number; key: string; purpose: string; number: string }): string {
  const body = JSON.stringify({ where: { idNumber: number }, fields: ['id', 'name', 'birthDate'] });
  const head = [
    'POST /persons/search HTTP/1.1',
    `host: 127.0.0.1:${port}`,
    `authorization: Bearer ${key}`,
    `x-sanku-purpose: ${purpose}`,
    'x-sanku-user: bench',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
