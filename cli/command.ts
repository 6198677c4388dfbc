/** What a command is. Each file of `commands/` exports one as `command`; the folder is the registry. */
import type { Bilingual } from '../core/errors.ts';
import type { Context } from './context.ts';

/** done, failed, usage or configuration, refused in part, interrupted */
export type ExitCode = 0 | 1 | 2 | 3 | 130;

export interface CommandResult {
  /** The one document of `--json`. */
  json: unknown;
  /** The same for people. */
  text?: string;
  /** Default 0. */
  exitCode?: ExitCode;
}

export interface CommandRequest {
  /** Positional words, in order. */
  words: string[];
  /** By their long names in camelCase. */
  options: Record<string, string | string[] | boolean | undefined>;
}

export interface CommandOption {
  /** As commander reads it: `--out <file>`. */
  flags: string;
  says: Bilingual;
  mandatory?: boolean;
  /** The only values that mean something. */
  choices?: readonly string[];
  default?: string;
}

export interface Command {
  name: string;
  summary: Bilingual;
  /** What a user should know besides; shown under the options. */
  details?: Bilingual;
  /** As commander reads them: `<delivery>`, `[files...]`. */
  words?: { name: string; says: Bilingual }[];
  options?: CommandOption[];
  /** Least important log line that is shown without `--verbose`; default `warn`. */
  logLevel?: 'warn' | 'error';
  run?(context: Context, request: CommandRequest): Promise<CommandResult>;
  subcommands?: Command[];
  /** Runs when the command above it is called without a subcommand. */
  isDefault?: boolean;
}

/** An option's text, for those that take one value. */
export function textOption(options: CommandRequest['options'], name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** `a,b` or repeated options as a list without blanks. */
export function listOption(options: CommandRequest['options'], name: string): string[] {
  const value = options[name];
  const texts = Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
  return texts
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '');
}
