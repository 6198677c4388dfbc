/** Rewrite rules that JavaScript and DuckDB's RE2 run identically: no look-around, no \s, no \p, groups as \1. */
import { text } from './macro-text.ts';

export interface Rewrite {
  pattern: string;
  /** `\1` is the first group. */
  replacement: string;
}

/** The rules as a JavaScript function, in order, each on every place it matches. */
export function rewriter(rules: readonly Rewrite[]): (value: string) => string {
  const compiled = rules.map(({ pattern, replacement }) => ({
    expression: new RegExp(pattern, 'gu'),
    replacement: replacement.replaceAll('$', '$$$$').replaceAll(/\\(\d)/g, '$$$1'),
  }));
  return (value) => compiled.reduce((result, rule) => result.replace(rule.expression, rule.replacement), value);
}

/** The rules as SQL over an expression. */
export function rewriteSql(expression: string, rules: readonly Rewrite[]): string {
  return rules.reduce((sql, rule) => `regexp_replace(${sql}, ${text(rule.pattern)}, ${text(rule.replacement)}, 'g')`, expression);
}

/** The pattern as a test of the whole value. */
export function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'u');
}
