import { connect, type Socket } from 'node:net';

export interface HttpAnswer {
  status: number;
  body: string;
}

/**
 * One kept-alive HTTP connection, one question at a time. Written on the bare socket: on a small machine a full HTTP client would take
 * as much processor time as the server that is measured.
 */
export class HttpConnection {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #waiting: { resolve: (answer: HttpAnswer) => void; reject: (error: Error) => void } | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', (error) => this.#waiting?.reject(error));
    socket.on('close', () => this.#waiting?.reject(new Error('the server closed the connection')));
  }

  static open(port: number): Promise<HttpConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new HttpConnection(socket)));
      socket.once('error', reject);
    });
  }

  /** @param request the whole request as it goes over the wire */
  ask(request: string): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const headEnd = this.#received.indexOf('\r\n\r\n');
    if (headEnd === -1) return;
    const head = this.#received.toString('latin1', 0, headEnd);
    const bodyStart = headEnd + 4;
    const end = bodyStart + Number(/^content-length: (\d+)/im.exec(head)?.[1]);
    if (Number.isNaN(end)) this.#waiting?.reject(new Error(`an answer without content-length: ${head}`));
    if (!(this.#received.length >= end)) return;
    const answer = { status: Number(head.slice(9, 12)), body: this.#received.toString('utf8', bodyStart, end) };
    const waiting = this.#waiting;
    this.#received = this.#received.subarray(end);
    this.#waiting = undefined;
    waiting?.resolve(answer);
  }
}
