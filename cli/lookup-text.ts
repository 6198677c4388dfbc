/** What `sanku lookup` found, for people. */
import type { ChildrenAnswer, HouseAnswer, Item, SubjectAnswer, TiedItem, Value } from '../access/index.ts';
import { createLabels, type LabelConfig, type LabelledEntity, type Labels, wordLabel } from './labels.ts';
import type { Language } from './settings.ts';
import { formatTable } from './table.ts';
import { pad, textWidth } from './text-width.ts';

/** What a house is told with, where it is asked; and a person or company with its houses. */
export interface Around {
  occupants?: HouseAnswer;
  companies?: HouseAnswer;
  children?: ChildrenAnswer;
  houses?: SubjectAnswer;
}

interface Telling {
  config: LabelConfig;
  entity: LabelledEntity;
  language: Language;
}

export function itemText({ id, values, children, occupants, companies, houses }: Item & Around, telling: Telling): string {
  const { config, language } = telling;
  const labels = createLabels(config, telling);
  const rows = Object.entries(values).map(([field, value]) => [labels.field(field), valueText(labels, field, value)] as const);
  const width = Math.max(...rows.map(([title]) => textWidth(title)), 0);
  const lines = rows.map(([title, value]) => `  ${pad(title, width, 'left')}  ${value}`);
  const of = (entity: LabelledEntity) => createLabels(config, { entity, language });
  const parts = [
    children === undefined ? [] : [childrenText(children, { labels: of('house'), language })],
    occupants === undefined ? [] : [tiesText(occupants.items, { labels: of('person'), language })],
    companies === undefined ? [] : [tiesText(companies.items, { labels: of('company'), language })],
    houses === undefined ? [] : [tiesText(houses.items, { labels: of('house'), language })],
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

/** What is presumed is marked, and told why below the table. */
function tiesText(items: readonly TiedItem[], { labels, language }: Words): string {
  const fields = [...new Set(items.flatMap(({ values }) => Object.keys(values ?? {})))];
  const reasons = [...new Set(items.flatMap(({ presumed }) => (presumed === undefined ? [] : [presumed.says[language]])))];
  const mark = ({ presumed }: TiedItem) => (presumed === undefined ? '' : ` [${reasons.indexOf(presumed.says[language]) + 1}]`);
  const rows = items.map((item) => [
    ...[item.id, item.house, wordLabel(item.relation, language) + mark(item), item.validFrom, item.validTo],
    ...fields.map((field) => shownValue(labels, field, item.values?.[field])),
  ]);
  const notes = reasons.map((reason, place) => `\n[${place + 1}] ${reason}`);
  return `\n${formatTable([...TIE_TITLES[language], ...fields.map(labels.field)], rows)}${notes.join('')}`;
}

function shownValue(labels: Labels, field: string, value: Value | undefined): string | null {
  return value === undefined ? null : valueText(labels, field, value);
}

/** A code as it is called; a partial date as its known part: 1958 or 1958-03. */
export function valueText(labels: Labels, field: string, value: Value): string {
  if (typeof value === 'string') return labels.value(field, value);
  return value.month === undefined ? String(value.year) : `${value.year}-${String(value.month).padStart(2, '0')}`;
}
