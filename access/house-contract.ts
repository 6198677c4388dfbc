/** What is asked and answered of houses, and of the people and companies in them. */
import type { Bilingual } from '../core/errors.ts';
import type { Presumption, TimePoint } from '../schema/index.ts';

/** A partial date keeps its gap visible. */
export type Value = string | { year: number; month?: number };
export type Values = Record<string, Value>;

export interface Item {
  id: string;
  values: Values;
}

export interface HouseQuestion extends TimePoint {
  house: string;
  relation: 'occupants' | 'companies';
  fields: readonly string[];
  /** Also those who have left. */
  past?: boolean;
  /** Also of the houses that lie in it: of a building those of its rooms. */
  within?: boolean;
  limit?: number;
  after?: string;
}

export interface ChildrenQuestion extends TimePoint {
  house: string;
  fields: readonly string[];
  /** All that lies in it, at any depth. */
  within?: boolean;
  limit?: number;
  after?: string;
}

export interface ChildItem extends Item {
  /** building | unit | floor | room */
  level?: string;
  /** Id of the house that it lies in. */
  parent?: string;
}

export interface ChildrenAnswer {
  items: ChildItem[];
  /** Over the whole list. */
  counts: { houses: number };
  knownOn: string;
  next?: string;
}

export interface TiedItem {
  id: string;
  /** The house itself or, with `within`, the one in it that the tie is to. */
  house: string;
  /** Left out for one who has left and lies outside the key's region; of houses for those outside of it. */
  values?: Values;
  relation: string;
  current: boolean;
  validFrom?: string;
  validTo?: string;
  /** No record states the tie: it follows from others. */
  presumed?: { why: Presumption; says: Bilingual };
  /** Whose records state it, or those that it follows from. */
  sources: string[];
}

export interface SubjectQuestion extends TimePoint {
  entityType: 'person' | 'company';
  id: string;
  /** Of the houses. */
  fields: readonly string[];
  /** Also those that have ended. */
  past?: boolean;
  limit?: number;
  after?: string;
}

/** Each item has the id asked about, and in `values` those of the house. */
export interface SubjectAnswer {
  items: TiedItem[];
  /** Over the whole list. */
  counts: { ties: number; houses: number };
  knownOn: string;
  next?: string;
}

export interface HouseAnswer {
  items: TiedItem[];
  /** A record is not a person: both are counted, over the whole list. */
  counts: { records: number; persons: number } | { records: number; companies: number };
  knownOn: string;
  next?: string;
}
