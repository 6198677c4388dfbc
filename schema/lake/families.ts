/**
 * The lake: one folder per family, one per part (source or entity type), one file per delivery or run.
 * A part's present state is its files in the order of their version, the later row of a key winning;
 * a row whose `present` is false says that the key is gone.
 */
import type { EntityType } from '../entity-types.ts';

export interface LakeFamily {
  /** Folder under `lake/`, and `lake_file.family`. */
  family: string;
  /** Written into every file's metadata; raised when the columns change. */
  shape: string;
  /** Columns that name a row. */
  key: string[];
  /** Column → DuckDB type. Columns of one part that depend on configuration are added by the writer. */
  columns: Record<string, string>;
}

/** What a source stated, row by row; part = source. `values` is a STRUCT of the source's columns as text, untouched. */
export const RECORDS: LakeFamily = {
  family: 'records',
  shape: 'records/1',
  key: ['record'],
  columns: {
    record: 'VARCHAR', // key values joined by '|'
    row_hash: 'UBIGINT', // over the columns as text
    present: 'BOOLEAN',
    accepted: 'BOOLEAN', // false: rejected, kept for download and correction
    missed: 'INTEGER', // snapshots running in which the key was absent
    row_number: 'BIGINT', // 1 = first data row of the delivery
    delivery: 'BIGINT',
    as_of: 'DATE',
    config: 'VARCHAR', // configuration version it was read under
    // + period VARCHAR: the cleansed period, where the source is of kind period
    // + "values" STRUCT(<source column> VARCHAR, …)
    // + findings STRUCT(code VARCHAR, severity VARCHAR, field VARCHAR, value VARCHAR)[]
  },
};

/** Every rejected row of a delivery, also those that name no record of their own (no key, duplicate key: `record` may be NULL); part = source, one file per delivery, never merged. */
export const REJECTS: LakeFamily = { ...RECORDS, family: 'rejects', shape: 'rejects/1', key: ['delivery', 'row_number'] };

/** One row speaks of one entity in one role, by one statement; part = entity type. */
export const MENTIONS: LakeFamily = {
  family: 'mentions',
  shape: 'mentions/2',
  key: ['source', 'record', 'role'],
  columns: {
    source: 'VARCHAR',
    record: 'VARCHAR',
    role: 'VARCHAR',
    present: 'BOOLEAN',
    delivery: 'BIGINT',
    as_of: 'DATE',
    statement: 'UBIGINT', // what it says; NULL where it is gone
  },
};

/**
 * What mentions say, once however many records say it: a city pays the same person by the same words every month. Resolution works on
 * statements, so its cost follows what is said and not how often. Part = entity type. Attribute columns hold normal forms as text.
 */
export const STATEMENTS: LakeFamily = {
  family: 'statements',
  shape: 'statements/1',
  key: ['statement'],
  columns: {
    statement: 'UBIGINT', // see `statementSql`
    content: 'UBIGINT', // the same number for equal words of one source and role, also where each record has a statement of its own
    present: 'BOOLEAN',
    join_keys: 'VARCHAR[]', // 'scheme:value' of its exclusive identifiers, sorted
    search_keys: 'VARCHAR[]', // 'attribute:search form', sorted
    doubtful: 'VARCHAR[]', // attributes whose value carries a warning
    // + one VARCHAR column per attribute of the entity, in the order of entities/<type>.yaml, named as the attribute
  },
};

/** Ties of a person or company to a house as one source states them; part = source. */
export const RELATIONS: LakeFamily = {
  family: 'relations',
  shape: 'relations/2',
  key: ['source', 'record', 'relation'],
  columns: {
    source: 'VARCHAR',
    record: 'VARCHAR',
    relation: 'VARCHAR',
    subject_role: 'VARCHAR',
    subject_type: 'VARCHAR',
    subject_statement: 'UBIGINT',
    house_role: 'VARCHAR',
    house_statement: 'UBIGINT',
    valid_from: 'DATE',
    valid_to: 'DATE',
    present: 'BOOLEAN',
    delivery: 'BIGINT',
    as_of: 'DATE',
  },
};

/** Dated statements that hang on mentions and are not merged; part = source. */
export const FACTS: LakeFamily = {
  family: 'facts',
  shape: 'facts/2',
  key: ['source', 'record', 'fact'],
  columns: {
    source: 'VARCHAR',
    record: 'VARCHAR',
    fact: 'VARCHAR', // fact type
    role: 'VARCHAR',
    entity_type: 'VARCHAR',
    statement: 'UBIGINT', // what the mention it hangs on says
    other_role: 'VARCHAR',
    other_type: 'VARCHAR',
    other_statement: 'UBIGINT',
    date: 'DATE',
    until: 'DATE',
    amount: 'DECIMAL(18,2)',
    code: 'VARCHAR',
    details: 'VARCHAR', // JSON object, keys sorted
    present: 'BOOLEAN',
    delivery: 'BIGINT',
    as_of: 'DATE',
  },
};

/** Which entity each statement, and so each mention that makes it, belongs to; part = entity type. */
export const ASSIGNMENTS: LakeFamily = {
  family: 'assignments',
  shape: 'assignments/4',
  key: ['statement'],
  columns: {
    statement: 'UBIGINT',
    present: 'BOOLEAN', // false: no record makes the statement any more
    entity: 'VARCHAR',
    component: 'VARCHAR', // all statements reachable by shared join keys; the unit that is clustered again as a whole
    keys: 'UBIGINT', // houses: the join keys it was clustered by and the place in the tree, as one number; they follow from what others say of the building too
    made: 'BOOLEAN', // no record makes the statement: the tree of houses does, of a building, unit or floor that others lie in
  },
};

/** The golden snapshot: present values of every living entity; part = entity type. Attribute columns as in statements. */
export const GOLDEN: LakeFamily = {
  family: 'golden',
  shape: 'golden/1',
  key: ['entity'],
  columns: {
    entity: 'VARCHAR',
    present: 'BOOLEAN',
    division: 'VARCHAR',
    records: 'INTEGER',
    confidence: 'VARCHAR', // identifier | address | single | conflict
    row_hash: 'UBIGINT', // over everything the golden record holds, lineage included: says whether it changed
    // + one VARCHAR column per attribute, as in statements
  },
};

/** Golden relations; part = 'relation'. One whole file per run. */
export const GOLDEN_RELATIONS: LakeFamily = {
  family: 'golden-relations',
  shape: 'golden-relations/3',
  key: ['relation', 'subject', 'house', 'valid_from'],
  columns: {
    relation: 'VARCHAR',
    subject_type: 'VARCHAR',
    subject: 'VARCHAR',
    house: 'VARCHAR',
    valid_from: 'DATE',
    valid_to: 'DATE',
    sources: 'STRUCT(source VARCHAR, record VARCHAR)[]',
    presumed: 'VARCHAR', // nobody states it: why it is held to be so (`PRESUMPTIONS`); NULL: stated
    present: 'BOOLEAN',
  },
};

/** Entities that share an exclusive identifier and contradict each other; part = entity type. One whole file per run. */
export const CONFLICTS: LakeFamily = {
  family: 'conflicts',
  shape: 'conflicts/1',
  key: ['entity', 'other'],
  columns: {
    entity: 'VARCHAR', // the older id of the two
    other: 'VARCHAR',
    attribute: 'VARCHAR', // the attribute that contradicts
    join_key: 'VARCHAR', // the identifier they share
    component: 'VARCHAR',
    present: 'BOOLEAN',
  },
};

export const LAKE_FAMILIES = [RECORDS, REJECTS, MENTIONS, STATEMENTS, RELATIONS, FACTS, ASSIGNMENTS, GOLDEN, GOLDEN_RELATIONS, CONFLICTS];

/** A file of the lake as the catalogue knows it. `path` is relative to the lake's folder. */
export interface LakeFile {
  family: string;
  part: EntityType | (string & {});
  source: string;
  version: number;
  path: string;
  rows: number;
  bytes: number;
}
