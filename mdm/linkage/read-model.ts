/** Reads a model file: every mistake at once, each with its line and the way out. */
import { advise, checkShape, describeMistake, Mistakes, type Place, rawMap, readYaml, type YamlFile } from '../../config/index.ts';
import { problemSays } from '../../core/problem-says.ts';
import { chosenLevels, FEATURES, findByName, KINDS, LEVEL_FAMILIES, type LevelChoice } from '../../values/index.ts';
import type { WrittenModel } from './compile-model.ts';
import { linkageErrors } from './errors.ts';
import { modelSchema } from './model-schema.ts';

/**
 * @param file the path as its user wrote it, for the messages
 * @throws modelInvalid with all mistakes
 */
export function readModel(text: string, file: string): WrittenModel {
  const mistakes = new Mistakes();
  const yaml = readYaml({ file, text, first: 'columns' }, mistakes);
  const raw = yaml && checkShape({ yaml, schema: modelSchema }, mistakes);
  const model = yaml && raw && understand({ yaml, file, mistakes }, raw as unknown as RawModel);
  throwMistakes(mistakes);
  return model!;
}

/** @throws modelInvalid when there are any */
export function throwMistakes(mistakes: Mistakes): void {
  const found = mistakes.sorted();
  if (found.length === 0) return;
  const list = (language: 'en' | 'zh') => found.map((each) => describeMistake(each, language)).join('\n');
  throw linkageErrors.modelInvalid({ count: found.length, list: list('en'), listZh: list('zh') });
}

/** The file's shape, checked. */
interface RawModel {
  id?: string;
  columns: Record<string, string | { kind: string; from?: string | string[]; exclusive?: boolean }>;
  comparisons?: { column: string; name?: string; levels?: (string | Record<string, Record<string, unknown> | null>)[]; rarity?: boolean }[];
  blocking?: (string | string[])[];
  thresholds?: Partial<Record<'join' | 'keep' | 'review', number>>;
  noDuplicates?: string[];
}

interface Reading {
  yaml: YamlFile;
  file: string;
  mistakes: Mistakes;
}

function understand(reading: Reading, raw: RawModel): WrittenModel {
  const { file } = reading;
  const columns = Object.entries(raw.columns).map(([name, written]) => understandColumn(reading, name, written));
  const names = columns.map(({ name }) => name);
  const comparisons = raw.comparisons?.map((_, i) => understandComparison(reading, { raw, i, names }));
  checkTwice(reading, comparisons ?? []);
  const blocking = raw.blocking?.map((rule, i) =>
    [rule].flat().map((part, j) => understandPart(reading, { part, names, path: ['blocking', i, ...(Array.isArray(rule) ? [j] : [])] })),
  );
  checkLines(reading, raw.thresholds ?? {});
  return {
    file,
    ...(raw.id !== undefined && { id: raw.id }),
    columns,
    ...(comparisons && { comparisons }),
    ...(blocking && { blocking }),
    ...(raw.thresholds && { thresholds: raw.thresholds }),
    noDuplicates: raw.noDuplicates ?? [],
    places: placesOf(reading.yaml, raw),
  };
}

type Column = WrittenModel['columns'][number];

function understandColumn({ yaml, mistakes }: Reading, name: string, written: RawModel['columns'][string]): Column {
  const isShort = typeof written === 'string';
  const { kind, from, exclusive } = isShort ? { kind: written, from: undefined, exclusive: undefined } : written;
  const known = findByName(KINDS, kind);
  if (known === undefined) {
    const place = yaml.at(['columns', name, ...(isShort ? [] : ['kind'])]);
    mistakes.add('wordUnknown', place, { word: `Kind ${kind}`, wordZh: `类型 ${kind}`, ...advise(kind, Object.keys(KINDS)) });
  }
  return { name, kind: known?.name ?? kind, from: [from ?? name].flat(), ...(exclusive !== undefined && { exclusive }) };
}

interface ComparisonAt {
  raw: RawModel;
  i: number;
  names: readonly string[];
}

type Comparison = NonNullable<WrittenModel['comparisons']>[number];

function understandComparison({ yaml, mistakes }: Reading, { raw, i, names }: ComparisonAt): Comparison {
  const { column, name = column, levels, rarity } = raw.comparisons![i]!;
  if (!names.includes(column)) unknownColumn({ mistakes, place: yaml.at(['comparisons', i, 'column']), column, names });
  const choices = levels?.map((level, j): LevelChoice => {
    const [family, settings] = typeof level === 'string' ? [level, null] : Object.entries(level)[0]!;
    checkLevel({ family, settings: settings ?? {} }, yaml.at(['comparisons', i, 'levels', j]), mistakes);
    return { family, settings: settings ?? {} };
  });
  return { name, column, ...(choices && { levels: choices }), ...(rarity !== undefined && { tf: rarity }) };
}

function unknownColumn({
  mistakes,
  place,
  column,
  names,
}: {
  mistakes: Mistakes;
  place: Place;
  column: string;
  names: readonly string[];
}): void {
  mistakes.add('wordUnknown', place, { word: `Column ${column}`, wordZh: `列 ${column}`, ...advise(column, names) });
}

function checkLevel(choice: LevelChoice, place: Place, mistakes: Mistakes): void {
  const { family } = choice;
  const found = chosenLevels(choice);
  if (found === undefined) {
    mistakes.add('wordUnknown', place, {
      word: `Level ${family}`,
      wordZh: `层级 ${family}`,
      ...advise(family, Object.keys(LEVEL_FAMILIES)),
    });
  } else if (!found.ok) {
    const reasons = (language: 'en' | 'zh') =>
      found.problems.map((problem) => [problem.path.join('.'), problemSays(problem)[language]].join(' ').trim());
    mistakes.add('levelSettings', place, { level: family, reason: reasons('en').join('; '), reasonZh: reasons('zh').join('；') });
  }
}

function checkTwice({ yaml, mistakes }: Reading, comparisons: readonly Comparison[]): void {
  for (const [i, { name }] of comparisons.entries()) {
    const isTwice = comparisons.findIndex((other) => other.name === name) < i;
    if (isTwice) mistakes.add('twice', yaml.at(['comparisons', i]), { what: `Comparison ${name}`, whatZh: `比较项 ${name}` });
  }
}

interface PartAt {
  part: string;
  names: readonly string[];
  path: (string | number)[];
}

/** `surname.phonetic`: the longest column name that it begins with, then a feature. */
function understandPart({ yaml, mistakes }: Reading, { part, names, path }: PartAt): { column: string; feature: string } {
  const column = names.filter((name) => part === name || part.startsWith(`${name}.`)).sort((a, b) => b.length - a.length)[0];
  if (column === undefined) {
    unknownColumn({ mistakes, place: yaml.at(path), column: part, names });
    return { column: part, feature: 'value' };
  }
  const feature = part === column ? 'value' : part.slice(column.length + 1);
  if (feature !== 'value' && FEATURES[feature] === undefined) {
    const word = { word: `Feature ${feature}`, wordZh: `特征 ${feature}` };
    mistakes.add('wordUnknown', yaml.at(path), { ...word, ...advise(feature, Object.keys(FEATURES)) });
  }
  return { column, feature };
}

function checkLines({ yaml, mistakes }: Reading, { join, keep, review }: NonNullable<RawModel['thresholds']>): void {
  const lines = { join, keep, review };
  for (const [lower, upper] of [
    ['keep', 'join'],
    ['review', 'keep'],
    ['review', 'join'],
  ] as const) {
    const [low, high] = [lines[lower], lines[upper]];
    if (low !== undefined && high !== undefined && low > high)
      mistakes.add('linesCrossed', yaml.at(['thresholds', lower]), { lower, upper });
  }
}

/** Where things stand that only the files can judge. */
function placesOf(yaml: YamlFile, raw: RawModel): Record<string, Place> {
  const paths = [
    ['id'],
    ...Object.keys(raw.columns).map((name) => ['columns', name]),
    ...(raw.noDuplicates ?? []).map((_, i) => ['noDuplicates', i]),
    ...(raw.blocking ?? []).map((_, i) => ['blocking', i]),
  ];
  return Object.fromEntries(
    paths
      .filter(([first]) => first === 'id' || rawMap(yaml.data)[first as string] !== undefined)
      .map((path) => [path.join('.'), yaml.at(path, 'key')]),
  );
}
