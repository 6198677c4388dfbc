import type { IncomingMessage } from 'node:http';

/** Longest time for a body to arrive, in milliseconds. */
const LONGEST_MS = 30_000;
/** A sender that does not listen while it sends learns why it is refused only if it may end; so much of it is passed over. */
const MOST_IGNORED_BYTES = 16 * 1024 * 1024;

/** A sender that drips its body byte by byte holds a connection no longer than this. Files have their own limit. */
export function limitBodyTime(request: IncomingMessage, longestMs = LONGEST_MS): void {
  if (request.complete || (request.headers['content-length'] === undefined && request.headers['transfer-encoding'] === undefined)) return;
  const timer = setTimeout(() => request.destroy(), longestMs).unref();
  request.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
}

/** To be called when the answer has been sent. What still comes of the body is passed over up to a limit; then the connection ends. */
export function limitIgnoredBody(request: IncomingMessage, { mostBytes = MOST_IGNORED_BYTES, longestMs = LONGEST_MS } = {}): void {
  if (request.complete || request.destroyed) return;
  limitBodyTime(request, longestMs);
  let bytes = 0;
  const count = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > mostBytes) request.destroy();
  };
  request.on('data', count).resume();
}
