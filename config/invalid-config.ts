import { SankuError } from '../core/errors.ts';
import { configErrors } from './errors.ts';
import type { ConfigMistake } from './mistakes.ts';

/** Thrown by `loadConfig`: one error that carries every mistake. */
export class InvalidConfigError extends SankuError {
  readonly mistakes: readonly ConfigMistake[];

  constructor(mistakes: readonly ConfigMistake[]) {
    const list = (language: 'en' | 'zh') => mistakes.map((each) => describeMistake(each, language)).join('\n');
    const details = { count: mistakes.length, list: list('en'), listZh: list('zh') };
    super('configInvalid', configErrors.entries.configInvalid, { details });
    this.mistakes = mistakes;
  }
}

/** `file:line:column path: message fix` — the form that terminals and editors turn into a link. */
export function describeMistake(mistake: ConfigMistake, language: 'en' | 'zh' = 'en'): string {
  const where = `${mistake.file}:${mistake.line}:${mistake.column}`;
  return `${where}${mistake.path === '' ? '' : ` ${mistake.path}`}: ${mistake.message[language]} ${mistake.fix[language]}`.trimEnd();
}
