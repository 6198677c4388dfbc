/**
 * English given names, each with its short and other forms: common knowledge written down for this project. A form that belongs to
 * several names counts for the first of them, so that it still meets its like.
 */
import { readFileSync } from 'node:fs';

const lines = readFileSync(new URL('nicknames.txt', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n');

/** Form → name. */
export const NICKNAMES: ReadonlyMap<string, string> = new Map(
  lines
    .flatMap((line) => {
      const [name, ...forms] = line.split(' ');
      return forms.map((form) => [form, name!] as const);
    })
    .reverse(),
);
