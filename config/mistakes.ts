import { type Bilingual, type ErrorDetails, fill } from '../core/errors.ts';
import { configMistakes, type MistakeCode } from './errors.ts';

/** Where something stands in a configuration file. Lines and columns count from 1. */
export interface Place {
  /** Relative to the configuration's folder, with `/`. */
  file: string;
  line: number;
  column: number;
  /** Path of keys, `columns[2].type`; empty for the file as a whole. */
  path: string;
}

export interface ConfigMistake extends Place {
  code: MistakeCode;
  message: Bilingual;
  fix: Bilingual;
}

/** Collects every mistake of one check. */
export class Mistakes {
  readonly #all: ConfigMistake[] = [];

  /** A detail `wordZh` stands for `word` in the Chinese sentence. */
  add(code: MistakeCode, place: Place, details: ErrorDetails = {}): void {
    const { message, fix } = configMistakes[code];
    const detailsZh = { ...details };
    for (const [name, detail] of Object.entries(details)) if (name.endsWith('Zh')) detailsZh[name.slice(0, -2)] = detail;
    const both = (text: Bilingual) => ({ en: fill(text.en, details, 'en'), zh: fill(text.zh, detailsZh, 'zh') });
    this.#all.push({ ...place, code, message: both(message), fix: both(fix) });
  }

  /** Whether anything was said of a file. */
  touch(file: string): boolean {
    return this.#all.some((mistake) => mistake.file === file);
  }

  get count(): number {
    return this.#all.length;
  }

  /** In the order of file, line and column. */
  sorted(): ConfigMistake[] {
    const order = (a: ConfigMistake, b: ConfigMistake) =>
      compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.path, b.path) || compare(a.code, b.code);
    return [...this.#all].sort(order);
  }
}

/** By code units, so that the order is the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
