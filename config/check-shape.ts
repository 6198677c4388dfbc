import type { TSchema } from 'typebox';
import { compileSchema, type Problem } from '../core/validate.ts';
import type { MistakeCode } from './errors.ts';
import { type Raw, rawMap } from './lenient.ts';
import type { Mistakes, Place } from './mistakes.ts';
import { advise, nearest } from './nearest.ts';
import { saidIn } from './written-parts.ts';
import type { Path, YamlFile } from './yaml-file.ts';

interface ShapeCheck {
  yaml: YamlFile;
  schema: TSchema;
  /** Part of the file that the schema describes; absent = all of it. */
  under?: Path;
}

const TYPE_WORDS: Record<string, [en: string, zh: string]> = {
  string: ['a text', '文本'],
  number: ['a number', '数字'],
  integer: ['a whole number', '整数'],
  boolean: ['true or false', 'true 或 false'],
  array: ['a list', '列表'],
  object: ['a block of `key: value`', '“键: 值”组成的块'],
};

const QUOTE_ADVICE = { advice: 'Put a text that contains a comma in quotes.', adviceZh: '含逗号的文本请加引号。' };

const compiled = new WeakMap<TSchema, ReturnType<typeof compileSchema>>();

/** What checks a schema's values, compiled once: that takes much longer than to check with it. */
export function compiledSchema(schema: TSchema): ReturnType<typeof compileSchema> {
  const check = compiled.get(schema) ?? compileSchema(schema);
  compiled.set(schema, check);
  return check;
}

/**
 * Checks a file against a schema and says every problem in the words of its writer.
 *
 * @returns the value with defaults filled in, or undefined when anything is wrong.
 */
export function checkShape({ yaml, schema, under = [] }: ShapeCheck, mistakes: Mistakes): Raw | undefined {
  const value = structuredClone(valueAt(yaml.data, under));
  const result = compiledSchema(schema)(value);
  if (result.ok) return result.value as Raw;
  const problems = result.problems.map((problem) => ({
    ...problem,
    path: truePath(value, problem.path),
    schema: schemaAt(schema, problem.path),
  }));
  const misspelt = new Set<string>();
  for (const problem of problems) {
    if (problem.keyword === 'additionalProperties') unknownKey({ yaml, under, problem, problems, misspelt }, mistakes);
  }
  for (const problem of problems) {
    if (problem.keyword === 'additionalProperties' || misspelt.has(missingAt(problem)) || isSaidOtherwise(problem, problems)) continue;
    const { code, details, part } = explain(problem, valueAt(value, problem.path));
    mistakes.add(
      code,
      placeOf(yaml, [...under, ...problem.path], { part, missing: String(problem.params['missingProperty'] ?? '') }),
      details,
    );
  }
  return undefined;
}

type ShapeProblem = Problem & { schema: Raw };

interface UnknownKey {
  yaml: YamlFile;
  under: Path;
  problem: ShapeProblem;
  problems: ShapeProblem[];
  misspelt: Set<string>;
}

/** A required key that was misspelt is one mistake, not an unknown key and a missing one. */
function unknownKey({ yaml, under, problem, problems, misspelt }: UnknownKey, mistakes: Mistakes): void {
  const key = String(problem.params['additionalProperty']);
  const siblings = problems.filter((other) => other.keyword === 'required' && samePath(other.path, problem.path));
  const missing = nearest(
    key,
    siblings.map((other) => String(other.params['missingProperty'])),
  );
  const present = Object.keys(rawMap(valueAt(yaml.data, [...under, ...problem.path])));
  const all = Object.keys(rawMap(problem.schema['properties']));
  const absent = all.filter((name) => !present.includes(name));
  const isCut = isCutText(key, valueAt(yaml.data, [...under, ...problem.path, key]));
  const known = absent.length > 0 ? absent : all;
  if (missing !== undefined) misspelt.add(JSON.stringify([problem.path, missing]));
  mistakes.add('keyUnknown', yaml.at([...under, ...problem.path, key], 'key'), {
    key,
    ...(isCut ? QUOTE_ADVICE : advise(key, missing === undefined ? known : [missing])),
  });
}

/** In `{ en: Firms, branches and others }` YAML takes what follows the comma as a key without a value. */
function isCutText(key: string, value: unknown): boolean {
  return value === null && /\s|[^\p{ASCII}]/u.test(key);
}

/** A value of the wrong type is also none of the words; the type alone is worth saying. */
function isSaidOtherwise(problem: ShapeProblem, problems: ShapeProblem[]): boolean {
  return problem.keyword === 'enum' && problems.some((other) => other.keyword === 'type' && samePath(other.path, problem.path));
}

function missingAt(problem: ShapeProblem): string {
  return problem.keyword === 'required' ? JSON.stringify([problem.path, problem.params['missingProperty']]) : '';
}

interface Explained {
  code: MistakeCode;
  details: Record<string, string>;
  part: 'key' | 'value';
}

function explain(problem: ShapeProblem, value: unknown): Explained {
  const said = saidIn(problem.schema['description'] as string | undefined);
  const says = { says: said.en, saysZh: said.zh };
  switch (problem.keyword) {
    case 'required': {
      const key = String(problem.params['missingProperty']);
      const meaning = saidIn(rawMap(rawMap(problem.schema['properties'])[key])['description'] as string | undefined);
      return { code: 'keyMissing', part: 'key', details: { key, says: meaning.en || 'it is needed.', saysZh: meaning.zh || '必填。' } };
    }
    case 'enum': {
      const words = (problem.params['allowedValues'] as unknown[]).map(String);
      return { code: 'wordUnknown', part: 'value', details: { word: JSON.stringify(value), ...advise(String(value), words) } };
    }
    case 'type':
      return { code: 'wrongType', part: 'value', details: { ...wantedType(problem.params['type']), ...quoteAdvice(problem, value, says) } };
    default:
      return { code: 'valueUnfit', part: 'value', details: { ...reasonOf(problem), ...says } };
  }
}

function reasonOf({ keyword, params, message }: ShapeProblem): { reason: string; reasonZh: string } {
  const limit = String(params['limit'] ?? '');
  switch (keyword) {
    case 'minItems':
    case 'minLength':
    case 'minProperties':
      return limit === '1' ? { reason: 'it is empty', reasonZh: '不能为空' } : { reason: `fewer than ${limit}`, reasonZh: `少于 ${limit}` };
    case 'maxItems':
    case 'maxLength':
      return { reason: `longer than ${limit}`, reasonZh: `长度超过 ${limit}` };
    case 'minimum':
      return { reason: `less than ${limit}`, reasonZh: `小于 ${limit}` };
    case 'maximum':
      return { reason: `more than ${limit}`, reasonZh: `大于 ${limit}` };
    case 'uniqueItems':
      return { reason: 'the same twice', reasonZh: '有重复' };
    case 'pattern':
      return { reason: 'it is not written as it must be', reasonZh: '书写格式不对' };
    default:
      return { reason: message, reasonZh: message };
  }
}

function wantedType(type: unknown): { wanted: string; wantedZh: string } {
  const words = (Array.isArray(type) ? type : [type]).map((each) => TYPE_WORDS[String(each)] ?? [String(each), String(each)]);
  return { wanted: words.map(([en]) => en).join(' or '), wantedZh: words.map(([, zh]) => zh).join('或') };
}

function quoteAdvice(problem: ShapeProblem, value: unknown, { says, saysZh }: { says: string; saysZh: string }) {
  const isBareNumber = problem.params['type'] === 'string' && (typeof value === 'number' || typeof value === 'boolean');
  if (isBareNumber) return { advice: 'Write it in quotes, so that it stays a text.', adviceZh: '请加引号，使其为文本。' };
  return { advice: says, adviceZh: saysZh };
}

function placeOf(yaml: YamlFile, path: Path, { part, missing }: { part: 'key' | 'value'; missing: string }): Place {
  const place = yaml.at(path, part);
  if (missing === '') return place;
  return { ...place, path: place.path === '' ? missing : `${place.path}.${missing}` };
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null && Object.hasOwn(value, part) ? (value as Raw)[part] : undefined),
    data,
  );
}

/** The keys of maps as texts, also where they are digits: a code table's `1` is no place in a list. */
function truePath(data: unknown, path: Path): (string | number)[] {
  return path.map((part, index) => (Array.isArray(valueAt(data, path.slice(0, index))) ? part : String(part)));
}

/** The part of a schema that describes the value at a path. */
function schemaAt(schema: TSchema, path: Path): Raw {
  return path.reduce<Raw>((at, part) => {
    const keys = rawMap(at['properties']);
    if (Object.hasOwn(keys, part)) return rawMap(keys[part]);
    return rawMap(at['items'] ?? at['additionalProperties']);
  }, rawMap(schema));
}

function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index]);
}
