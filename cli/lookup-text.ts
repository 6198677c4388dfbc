/** What `sanku lookup` found, for people. */
import type { ChildrenAnswer, HouseAnswer, Item, Value } from '../access/index.ts';
import { createLabels, type LabelConfig, type LabelledEntity, type Labels, wordLabel } from './labels.ts';
import type { Language } from './settings.ts';
import { formatTable } from './table.ts';
import { pad, textWidth } from './text-width.ts';

/** What a house is told with, where it is asked. */
export interface Around {
  occupants?: HouseAnswer;
  companies?: HouseAnswer;
  children?: ChildrenAnswer;
}

interface Telling {
  config: LabelConfig;
  entity: LabelledEntity;
  language: Language;
}

export function itemText({ id, values, children, occupants, companies }: Item & Around, telling: Telling): string {
  const { config, language } = telling;
  const labels = createLabels(config, telling);
  const rows = Object.entries(values).map(([field, value]) => [labels.field(field), valueText(labels, field, value)] as const);
  const width = Math.max(...rows.map(([title]) => textWidth(title)), 0);
  const lines = rows.map(([title, value]) => `  ${pad(title, width, 'left')}  ${value}`);
  const of = (entity: LabelledEntity) => createLabels(config, { entity, language });
  const parts = [
    children === undefined ? [] : [childrenText(children, { labels: of('house'), language })],
    occupants === undefined ? [] : [tiesText(occupants, { labels: of('person'), language })],
    companies === undefined ? [] : [tiesText(companies, { labels: of('company'), language })],
  ];
  return [id, ...lines, ...parts.flat()].join('\n');
}

interface Words {
  labels: Labels;
  language: Language;
}

const CHILD_TITLES = { en: ['id', 'level', 'in'], zh: ['标识', '层级', '所属'] };

function childrenText({ items }: ChildrenAnswer, { labels, language }: Words): string {
  const fields = [...new Set(items.flatMap(({ values }) => Object.keys(values)))];
  const rows = items.map(({ id, level, parent, values }) => [
    ...[id, level === undefined ? null : wordLabel(level, language), parent],
    ...fields.map((field) => shownValue(labels, field, values[field])),
  ]);
  return `\n${formatTable([...CHILD_TITLES[language], ...fields.map(labels.field)], rows)}`;
}

const TIE_TITLES = { en: ['id', 'house', 'relation', 'from', 'to'], zh: ['标识', '房屋', '关系', '起', '止'] };

function tiesText({ items }: HouseAnswer, { labels, language }: Words): string {
  const fields = [...new Set(items.flatMap(({ values }) => Object.keys(values ?? {})))];
  const rows = items.map(({ id, house, relation, validFrom, validTo, values }) => [
    ...[id, house, wordLabel(relation, language), validFrom, validTo],
    ...fields.map((field) => shownValue(labels, field, values?.[field])),
  ]);
  return `\n${formatTable([...TIE_TITLES[language], ...fields.map(labels.field)], rows)}`;
}

function shownValue(labels: Labels, field: string, value: Value | undefined): string | null {
  return value === undefined ? null : valueText(labels, field, value);
}

/** A code as it is called; a partial date as its known part: 1958 or 1958-03. */
export function valueText(labels: Labels, field: string, value: Value): string {
  if (typeof value === 'string') return labels.value(field, value);
  return value.month === undefined ? String(value.year) : `${value.year}-${String(value.month).padStart(2, '0')}`;
}
