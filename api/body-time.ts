import type { IncomingMessage } from 'node:http';

/** Longest time for a body to arrive, in milliseconds. */
const LONGEST_MS = 30_000;

/** A sender that drips its body byte by byte holds a connection no longer than this. Files have their own limit. */
export function limitBodyTime(request: IncomingMessage, longestMs = LONGEST_MS): void {
  if (request.complete || (request.headers['content-length'] === undefined && request.headers['transfer-encoding'] === undefined)) return;
  const timer = setTimeout(() => request.destroy(), longestMs).unref();
  request.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
}
