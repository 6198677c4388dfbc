import { createLog, LOG_LEVELS, type Log } from '../core/log.ts';
import { systemTrouble } from '../core/system-trouble.ts';
import { cliErrors } from './errors.ts';
import type { Settings } from './settings.ts';

/** Whether the user said what the log should hold. */
export function hasOwnLogLevel({ isVerbose, logLevel, logFile }: Settings): boolean {
  return isVerbose || logLevel !== undefined || logFile !== undefined;
}

/** The log of one command. A file holds everything from `info` on, where nothing else is said. @throws logLevelUnknown, fileUnwritable */
export function openLog({ isVerbose, logLevel, logFile: file }: Settings, usual: string): Log {
  if (logLevel !== undefined && !(LOG_LEVELS as readonly string[]).includes(logLevel)) {
    throw cliErrors.logLevelUnknown({ value: logLevel, known: LOG_LEVELS.join(', ') });
  }
  const level = logLevel ?? (file === undefined ? usual : 'info');
  try {
    return createLog({ level: isVerbose ? 'debug' : level, file });
  } catch (error) {
    throw cliErrors.fileUnwritable({ file: file ?? 'stderr', reason: systemTrouble(error) }, error);
  }
}
