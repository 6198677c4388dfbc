import pino from 'pino';

/** JSON lines. Personal data never goes into a log line: log keys of runs, deliveries and files, and counts. */
export type Log = pino.Logger;

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

export interface LogOptions {
  level?: string;
  /** File to which lines are appended, open to its owner only; absent: stderr. */
  file?: string | undefined;
}

export function createLog({ level = 'info', file }: LogOptions = {}): Log {
  return logTo(pino.destination({ dest: file ?? 2, sync: true, append: true, mode: 0o600 }), level);
}

/** A log into a stream of one's own. */
export function logTo(stream: pino.DestinationStream, level = 'info'): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: describeError } }, stream);
}

/** Messages and details of engines quote the values they stumbled over: only the kind of an error and its place in the program are logged. */
function describeError(thrown: unknown): object {
  if (!(thrown instanceof Error)) return { type: typeof thrown };
  const { name, code, stack, cause } = thrown as NodeJS.ErrnoException & { cause?: unknown };
  const place = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { type: name, ...(code === undefined ? {} : { code }), place, ...(cause === undefined ? {} : { cause: describeError(cause) }) };
}

export const silentLog: Log = pino({ level: 'silent' });
