import path from 'node:path';
import type { Bilingual } from '../core/errors.ts';

export type Environment = Readonly<Record<string, string | undefined>>;
export type Language = keyof Bilingual;

/** What holds for every command: from the options, else from the environment, else the default. */
export interface Settings {
  /** Absolute path of everything the hub keeps. */
  dataFolder: string;
  /** Absolute path; undefined: the one this data folder used last, else the shipped one. */
  configFolder: string | undefined;
  databaseUrl: string | undefined;
  /** Least important log line that is written; undefined: the command's own. */
  logLevel: string | undefined;
  /** File that takes the log in the place of stderr. */
  logFile: string | undefined;
  isJson: boolean;
  language: Language;
  isVerbose: boolean;
  /** Print each DuckDB statement before it runs. */
  printsSql: boolean;
  environment: Environment;
}

export function readSettings(options: Record<string, unknown>, environment: Environment): Settings {
  const text = (option: string, variable: string) => {
    const value = typeof options[option] === 'string' ? options[option] : environment[variable];
    return value === undefined || value === '' ? undefined : value;
  };
  const configFolder = text('config', 'SANKU_CONFIG');
  return {
    dataFolder: path.resolve(text('data', 'SANKU_DATA') ?? 'data'),
    configFolder: configFolder === undefined ? undefined : path.resolve(configFolder),
    databaseUrl: text('', 'DATABASE_URL'),
    logLevel: text('', 'SANKU_LOG_LEVEL'),
    logFile: text('', 'SANKU_LOG_FILE'),
    isJson: options['json'] === true,
    language: languageOf(text('lang', 'SANKU_LANG'), environment),
    isVerbose: options['verbose'] === true,
    printsSql: options['sql'] === true,
    environment,
  };
}

/** The named language, else that of the system. */
export function languageOf(named: string | undefined, environment: Environment): Language {
  const word = named ?? environment['LC_ALL'] ?? environment['LC_MESSAGES'] ?? environment['LANG'] ?? 'en';
  return word.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
