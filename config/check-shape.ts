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

const compiled = new WeakMap<TSchema, ReturnType<typeof compileSchema>>();

/**
 * Checks a file against a schema and says every problem in the words of its writer.
 *
 * @returns the value with defaults filled in, or undefined when anything is wrong.
 */
export function checkShape({ yaml, schema, under = [] }: ShapeCheck, mistakes: Mistakes): Raw | undefined {
  const check = compiled.get(schema) ?? compileSchema(schema);
  compiled.set(schema, check);
  const value = structuredClone(valueAt(yaml.data, under));
  const result = check(value);
  if (result.ok) return result.value as Raw;
  const problems = result.problems.map((problem) => ({ ...problem, schema: schemaAt(schema, problem.path) }));
  const misspelt = new Set<string>();
  for (const problem of problems) {
    if (problem.keyword === 'additionalProperties') unknownKey({ yaml, under, problem, problems, misspelt }, mistakes);
  }
  for (const problem of problems) {
    if (problem.keyword === 'additionalProperties' || misspelt.has(missingAt(problem))) continue;
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
  const known = Object.keys(rawMap(problem.schema['properties'])).filter((name) => !present.includes(name));
  if (missing !== undefined) misspelt.add(JSON.stringify([problem.path, missing]));
  mistakes.add('keyUnknown', yaml.at([...under, ...problem.path, key], 'key'), {
    key,
    ...advise(key, missing === undefined ? known : [missing]),
  });
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
      return { code: 'keyMissing', part: 'key', details: { key, says: meaning.en, saysZh: meaning.zh } };
    }
    case 'enum': {
      const words = (problem.params['allowedValues'] as unknown[]).map(String);
      return { code: 'wordUnknown', part: 'value', details: { word: JSON.stringify(value), ...advise(String(value), words) } };
    }
    case 'type':
      return { code: 'wrongType', part: 'value', details: { ...wantedType(problem.params['type']), ...quoteAdvice(problem, value, says) } };
    default:
      return { code: 'valueUnfit', part: 'value', details: { reason: problem.message, ...says } };
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
