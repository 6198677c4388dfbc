import type { WrittenField } from './top-level-fields.ts';

/** Lines with more fields are read one by one. */
const mostFields = 200;

const text = String.raw`"([^"\\\x00-\x1f]*)"`;
const word = String.raw`(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false)`;
const space = String.raw`[ \t\r]*`;

/**
 * How the lines of one program look: the same names in the same order, and values that are plain texts, numbers, words or null.
 * A line that fits is valid JSON and is read by one regular expression, several times as fast as by a parser; all others
 * (escapes, nested values, mistakes) are for the parser.
 */
export class LineLayout {
  readonly names: readonly string[];
  readonly #line: RegExp;

  private constructor(names: readonly string[]) {
    this.names = names;
    const field = (name: string) => `${JSON.stringify(name).replace(/[^\w"]/gu, escaped)}${space}:${space}(?:${text}|${word}|null)`;
    this.#line = new RegExp(`^${space}\\{${space}${names.map(field).join(`${space},${space}`)}${space}\\}${space}$`, 'u');
  }

  /** The layout of a line with these fields; undefined when it has none that could be told so. */
  static of(fields: readonly WrittenField[]): LineLayout | undefined {
    if (fields.length === 0 || fields.length > mostFields) return undefined;
    const names = fields.map(([name]) => name);
    return names.every((name) => name.isWellFormed()) ? new LineLayout(names) : undefined;
  }

  isLike(other: LineLayout): boolean {
    return this.names.length === other.names.length && this.names.every((name, i) => name === other.names[i]);
  }

  /** The values in the order of `names`; null when the line looks different. */
  read(line: string): (string | null)[] | null {
    const found = this.#line.exec(line);
    if (found === null) return null;
    const values: (string | null)[] = new Array(this.names.length);
    for (let i = 0; i < values.length; i++) values[i] = found[2 * i + 1] ?? found[2 * i + 2] ?? null;
    return values;
  }
}

function escaped(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}
