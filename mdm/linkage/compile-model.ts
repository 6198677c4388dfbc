/** From the words of a model, already checked, to what the engine runs. */
import type { Place } from '../../config/index.ts';
import { duck, name, type Sql } from '../../core/duckdb/sql.ts';
import { chosenLevels, FEATURES, featureOf, findByName, KINDS, type Kind, type LevelChoice, type Side } from '../../values/index.ts';
import type { BlockingRule, LinkModel, ModelColumn, ModelComparison, ModelLevel, Thresholds } from './contract.ts';

/** A model in its long form, with every name in it known. */
export interface WrittenModel {
  file: string;
  id?: string;
  columns: { name: string; kind: string; from: readonly string[]; exclusive?: boolean }[];
  /** Absent: one per column, as its kind says. */
  comparisons?: { name: string; column: string; levels?: readonly LevelChoice[]; tf?: boolean }[];
  blocking?: { column: string; feature: string }[][];
  thresholds?: Partial<Thresholds>;
  noDuplicates?: readonly string[];
  /** Where `id`, `columns.<name>`, `noDuplicates.<i>` and `blocking.<i>` stand in the file. */
  places?: Record<string, Place>;
}

export function compileModel(written: WrittenModel): LinkModel {
  const columns = written.columns.map((column) => ({ ...column, kind: findByName(KINDS, column.kind)! }));
  const comparisons: NonNullable<WrittenModel['comparisons']> = written.comparisons ?? columns.map(({ name }) => ({ name, column: name }));
  const blocking = written.blocking?.map(compileRule);
  const kindOf = (column: string) => columns.find(({ name }) => name === column)!.kind;
  // Features that levels look at, by column: told by the levels themselves as they are written.
  const looked = new Map(columns.map((column) => [column.name, new Set<string>()]));
  const compiled = comparisons.map(({ name, column, levels, tf }) => {
    const kind = kindOf(column);
    return compileComparison({ name, column, tf: tf ?? kind.tf, choices: levels ?? kind.levels, looked: looked.get(column)! });
  });
  const keyed = (column: string) => [
    ...(blocking ?? []).flatMap(({ parts }) => parts.filter((part) => part.column === column).map(({ feature }) => feature)),
    ...kindOf(column).blocking.map(({ key }) => key),
  ];
  return {
    file: written.file,
    ...(written.id === undefined ? {} : { id: written.id }),
    columns: columns.map((column) => compileColumn(column, { looked: looked.get(column.name)!, keyed: keyed(column.name) })),
    comparisons: compiled,
    ...(blocking === undefined ? {} : { blocking }),
    blockingKeys: columns.flatMap(({ name: column, kind }) => kind.blocking.map(({ key }) => ({ column, feature: key }))),
    thresholds: written.thresholds ?? {},
    noDuplicates: written.noDuplicates ?? [],
    place: (path) => written.places?.[path] ?? { file: written.file, line: 1, column: 1, path },
  };
}

interface KnownColumn {
  name: string;
  kind: Kind;
  from: readonly string[];
  exclusive?: boolean;
}

interface UsedFeatures {
  looked: ReadonlySet<string>;
  keyed: readonly string[];
}

function compileColumn({ name: column, kind, from, exclusive }: KnownColumn, { looked, keyed }: UsedFeatures): ModelColumn {
  const known = (features: Iterable<string>) => {
    const own = [...new Set(features)].filter((feature) => feature !== 'value').sort();
    return Object.fromEntries(own.map((feature) => [feature, FEATURES[feature]!]));
  };
  return {
    name: column,
    kind: kind.name,
    from,
    clean: (raw) => kind.clean(raw),
    // What depends on all values of the column is made with the dictionary, a key as well.
    features: known([...looked, ...keyed.filter((feature) => FEATURES[feature]?.amongAll !== undefined)]),
    keys: known(keyed),
    exclusive: exclusive ?? kind.exclusive ?? false,
    own: kind.own ?? false,
    partlyShared: kind.partlyShared ?? false,
    organisation: kind.organisation ?? false,
  };
}

const MISSING: ModelLevel = {
  name: 'missing',
  label: { en: 'missing', zh: '缺失' },
  sentence: { en: 'missing on a side', zh: '至少一方缺失' },
  tf: false,
};
const DIFFERENT: ModelLevel = {
  name: 'different',
  label: { en: 'different', zh: '不同' },
  sentence: { en: '{left} and {right} differ', zh: '{left}与{right}不同' },
  tf: false,
};

interface ChosenComparison {
  name: string;
  column: string;
  tf: boolean;
  choices: readonly LevelChoice[];
  looked: Set<string>;
}

function compileComparison({ name: comparison, column, tf, choices, looked }: ChosenComparison): ModelComparison {
  const chosen = choices.flatMap((choice) => {
    const found = chosenLevels(choice);
    if (!found?.ok) throw new Error(`comparison ${comparison}: the levels of ${choice.family} cannot be made`);
    return found.value.levels;
  });
  const levels = chosen.map((level): ModelLevel => {
    const { name: levelName, label, sentence } = level;
    return { name: levelName, label, sentence, holds: level.holds(side('l', looked), side('r', looked)), tf: tf && level.tf === true };
  });
  return { name: comparison, column, levels: [MISSING, ...levels, DIFFERENT] };
}

/** One side of a pair, over a row of the column's dictionary; hears which features are looked at. */
function side(alias: 'l' | 'r', looked: Set<string>): Side {
  const feature = (one: string) => {
    looked.add(one);
    return duck`${name(alias)}.${featureColumn(one)}`;
  };
  return { value: duck`${name(alias)}.value`, feature };
}

/** Where a feature stands in a dictionary. */
export function featureColumn(feature: string): Sql {
  return feature === 'value' ? name('value') : name(`f_${feature}`);
}

/** A feature over a dictionary's row: where it stands, or made anew where only a blocking rule looks at it. */
export function featureSql({ features }: ModelColumn, feature: string): Sql {
  return feature === 'value' || features[feature] !== undefined ? featureColumn(feature) : featureOf(feature, name('value'));
}

/** The place of a column among the model's columns. */
export function placeOf({ columns }: LinkModel, column: string): number {
  return columns.findIndex(({ name }) => name === column);
}

function compileRule(parts: readonly { column: string; feature: string }[]): BlockingRule {
  return { name: ruleName(parts), parts };
}

export function ruleName(parts: readonly { column: string; feature: string }[]): string {
  return parts.map(({ column, feature }) => (feature === 'value' ? column : `${column}.${feature}`)).join(' & ');
}
