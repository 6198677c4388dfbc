import pino from 'pino';

/** JSON lines on stderr. Personal data never goes into a log line: log keys of runs, deliveries and files, and counts. */
export type Log = pino.Logger;

export function createLog({ level = 'info' }: { level?: string } = {}): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: true }));
}

export const silentLog: Log = pino({ level: 'silent' });
