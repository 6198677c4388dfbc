import { freeBytes, isDiskFull, isOutOfRoom } from '../core/disk-full.ts';
import { isSankuError, type SankuError } from '../core/errors.ts';
import { lostDatabase } from '../core/postgres/lost-database.ts';
import type { ExitCode } from './command.ts';
import { cliErrors } from './errors.ts';
import type { Language, Settings } from './settings.ts';
import { sizeText } from './size-text.ts';

/** Codes of other folders that mean: what was asked for cannot be meant. */
const USAGE_CODES = new Set([
  'configInvalid',
  'grantsUnusable',
  'comparisonUnknown',
  'caseUnknown',
  'keyUnknown',
  'subjectUnknown',
  'deliveryUnknown',
  'keyNameTaken',
  'modelInvalid',
  'fileTwice',
]);
/** Codes of work of which the rest was done. */
const PARTIAL_CODES = new Set(['comparisonFailed', 'comparisonHitWrong']);

export interface ErrorReport {
  exitCode: ExitCode;
  /** For stderr: what and where, then what to do. */
  text: string;
  /** The document of `--json`. */
  json: { error: { code: string; message: string; fix: string; mistakes?: object[] } };
}

/** Says an error in the user's language: what, where, what to do. What nobody foresaw takes one line, and its stack with `--verbose`. */
export async function reportError(
  thrown: unknown,
  { language, isVerbose, dataFolder }: Pick<Settings, 'language' | 'isVerbose' | 'dataFolder'>,
): Promise<ErrorReport> {
  const error = await understand(thrown, dataFolder);
  const message = error.messageIn(language);
  const fix = error.fixIn(language);
  const lines = [`${message}`, `→ ${fix}`];
  const stack = thrown instanceof Error ? stackOf(thrown) : undefined;
  if (isVerbose && stack !== undefined) lines.push(stack);
  return {
    exitCode: exitCodeOf(error),
    text: lines.join('\n'),
    json: { error: { code: error.code, message, fix, ...(await mistakes(error, language)) } },
  };
}

async function understand(thrown: unknown, dataFolder: string): Promise<SankuError> {
  const lost = lostDatabase(thrown);
  // On a full disk also what seems something else, a work file that ends too early, comes from there.
  const isUnforeseen = !isSankuError(thrown) || thrown.code === 'databaseNotStarted';
  if (isDiskFull(thrown) || ((lost !== undefined || isUnforeseen) && (await isOutOfRoom(dataFolder)))) {
    const free = await freeBytes(dataFolder).catch(() => Infinity);
    return cliErrors.diskFull({ folder: dataFolder, free: free === Infinity ? '?' : sizeText(free) }, thrown);
  }
  return lost ?? (isSankuError(thrown) ? thrown : unforeseen(thrown));
}

async function mistakes(error: SankuError, language: Language): Promise<{ mistakes?: object[] }> {
  if (error.code !== 'configInvalid') return {};
  // Only now: no command waits for it that has no use for the configuration.
  const { describeMistake, InvalidConfigError } = await import('../config/index.ts');
  if (!(error instanceof InvalidConfigError)) return {};
  return { mistakes: error.mistakes.map((mistake) => ({ ...mistake, text: describeMistake(mistake, language) })) };
}

function exitCodeOf(error: SankuError): ExitCode {
  if (USAGE_CODES.has(error.code)) return 2;
  if (PARTIAL_CODES.has(error.code)) return 3;
  return error.entry.status === 400 && error.entry.scope === 'process' ? 2 : 1;
}

function unforeseen(thrown: unknown): SankuError {
  const reason = thrown instanceof Error ? thrown.message.split('\n', 1)[0]! : String(thrown);
  return cliErrors.commandFailed({ reason }, thrown);
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\n${stackOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
