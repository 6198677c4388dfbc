/** The views that comparisons ask: a contract with everyone who writes one. docs/comparisons.md shows this list. */

export interface ViewColumn {
  name: string;
  /** DuckDB type. */
  type: string;
  says: string;
}

export interface ViewDescription {
  view: string;
  says: string;
  columns: readonly ViewColumn[];
}

const entityColumns = (entity: string): ViewColumn[] => [
  { name: 'entity', type: 'VARCHAR', says: `Id of the ${entity}.` },
  { name: 'confidence', type: 'VARCHAR', says: 'How the hub knows that its records are one: identifier, address, single or conflict.' },
  { name: 'records', type: 'INTEGER', says: 'Mentions that stand behind it.' },
  { name: 'division', type: 'VARCHAR', says: 'Code of the division it lies in.' },
];

export const ENTITY_VIEWS: Record<'person' | 'company' | 'house', ViewDescription> = {
  person: { view: 'person', says: 'Every living golden person: the values that survived.', columns: entityColumns('person') },
  company: { view: 'company', says: 'Every living golden company: the values that survived.', columns: entityColumns('company') },
  house: { view: 'house', says: 'Every living golden house: the values that survived.', columns: entityColumns('house') },
};

export const RELATION_VIEW: ViewDescription = {
  view: 'relation',
  says: 'Ties of people and companies to houses, past ones included.',
  columns: [
    { name: 'relation', type: 'VARCHAR', says: 'registered, living, owning, renting, registeredAddress, operatingAddress or taxAddress.' },
    { name: 'subject_type', type: 'VARCHAR', says: 'person or company.' },
    { name: 'subject', type: 'VARCHAR', says: 'Id of the person or company.' },
    { name: 'house', type: 'VARCHAR', says: 'Id of the house.' },
    { name: 'valid_from', type: 'DATE', says: 'First day; NULL = unknown.' },
    { name: 'valid_to', type: 'DATE', says: 'Last day; NULL = it still holds.' },
  ],
};

export const MENTION_SOURCE_VIEW: ViewDescription = {
  view: 'mention_source',
  says: 'Which records stand behind an entity: one row per mention. Ask it whether a department knows an entity.',
  columns: [
    { name: 'entity_type', type: 'VARCHAR', says: 'person, company or house.' },
    { name: 'entity', type: 'VARCHAR', says: 'Id of the entity.' },
    { name: 'source', type: 'VARCHAR', says: 'department.feed' },
    { name: 'record', type: 'VARCHAR', says: "Key of the record: the source's key values joined by |." },
    { name: 'role', type: 'VARCHAR', says: 'In what role the record speaks of it.' },
  ],
};

export const CONFLICT_VIEW: ViewDescription = {
  view: 'conflict',
  says: 'Pairs of entities that share an exclusive identifier and contradict each other, so that they were not joined.',
  columns: [
    { name: 'entity_type', type: 'VARCHAR', says: 'person, company or house.' },
    { name: 'entity', type: 'VARCHAR', says: 'Id of the older entity.' },
    { name: 'other_type', type: 'VARCHAR', says: 'The same type.' },
    { name: 'other', type: 'VARCHAR', says: 'Id of the other entity.' },
    { name: 'attribute', type: 'VARCHAR', says: 'The attribute in which they contradict each other.' },
    { name: 'join_key', type: 'VARCHAR', says: 'What they share, scheme:value. The value is personal: keep it out of cases.' },
  ],
};

export const FACT_VIEW: ViewDescription = {
  view: 'fact',
  says: 'Dated statements, each hung on the entity its record speaks of.',
  columns: [
    { name: 'fact', type: 'VARCHAR', says: 'Type: pension-payment, death, officer …' },
    { name: 'source', type: 'VARCHAR', says: 'department.feed' },
    { name: 'record', type: 'VARCHAR', says: 'Key of the record.' },
    { name: 'role', type: 'VARCHAR', says: 'Role of the entity in that record.' },
    { name: 'entity_type', type: 'VARCHAR', says: 'person, company or house.' },
    { name: 'entity', type: 'VARCHAR', says: 'Id of the entity the fact hangs on.' },
    { name: 'other_type', type: 'VARCHAR', says: 'The same of the second entity, for facts that tie two.' },
    { name: 'other', type: 'VARCHAR', says: 'Id of the second entity.' },
    { name: 'date', type: 'DATE', says: "Day of the fact or its first day; a month is the month's first day." },
    { name: 'until', type: 'DATE', says: 'Last day.' },
    { name: 'amount', type: 'DECIMAL(18,2)', says: 'Yuan.' },
    { name: 'code', type: 'VARCHAR', says: "The fact's code, as its source's YAML translates it." },
    { name: 'details', type: 'VARCHAR', says: 'JSON object of what else the fact says.' },
    {
      name: 'link_confidence',
      type: 'VARCHAR',
      says: 'How the hub knows that the record speaks of this entity: identifier, address, single or conflict; of two entities, the weaker.',
    },
  ],
};

/** All views but those of single fact types, in the order of the page. */
export const VIEWS: readonly ViewDescription[] = [
  ...Object.values(ENTITY_VIEWS),
  RELATION_VIEW,
  MENTION_SOURCE_VIEW,
  FACT_VIEW,
  CONFLICT_VIEW,
];

/** `pension-payment` → `fact_pension_payment` */
export function factViewName(fact: string): string {
  return `fact_${fact.replaceAll('-', '_')}`;
}

/** The views as Markdown tables, for docs/comparisons.md. */
export function viewsMarkdown(): string {
  return VIEWS.map(({ view, says, columns }) => {
    const rows = columns.map((column) => `| \`${column.name}\` | ${column.type} | ${column.says.replaceAll('|', '\\|')} |`);
    return [`### \`${view}\``, '', says, '', '| column | type | what it says |', '| --- | --- | --- |', ...rows].join('\n');
  }).join('\n\n');
}
