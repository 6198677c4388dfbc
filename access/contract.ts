/** What the gate needs from the rest of the hub, what it is asked, and what it answers. Dates are `YYYY-MM-DD`, instants ISO 8601 in UTC. */
import type { Config } from '../config/index.ts';
import type { Bilingual, SankuError } from '../core/errors.ts';
import type { EntityType, GoldenReader, TimePoint } from '../schema/index.ts';
import type { AuditLog } from './audit-log-store.ts';
import type {
  ChildrenAnswer,
  ChildrenQuestion,
  HouseAnswer,
  HouseQuestion,
  Item,
  SubjectAnswer,
  SubjectQuestion,
  Value,
  Values,
} from './house-contract.ts';
import type { Caller, KeyStore } from './key-store.ts';
import type { RateLimit } from './rate-limit.ts';

export type * from './house-contract.ts';

/** What a single value of one type means; `values/` gives one per value type. */
export interface ValueFunctions {
  clean(raw: string): { value: string | null; findings: string[] };
  /** Form in which it is searched; default: the normal form. */
  searchForm?(value: string): string;
  mask(value: string): string;
}

export type CaseState = 'open' | 'confirmed' | 'dismissed' | 'obsolete';

/** A case as comparisons keep it. */
export interface StoredCase {
  id: string;
  comparison: string;
  severity: string;
  grade: string;
  state: CaseState;
  entityType: EntityType;
  entity: string;
  otherType: EntityType | null;
  other: string | null;
  validFrom: string | null;
  validTo: string | null;
  amount: string | null;
  sentence: Bilingual;
  evidence: unknown;
  openedAt: string;
}

export interface CaseRequest {
  comparisons: readonly string[];
  /** Division code prefixes in which the first entity lies; absent: everywhere. */
  regions?: readonly string[];
  state?: CaseState;
  /** Only cases in which this entity stands. */
  entity?: string;
  /** `next` of the answer before. */
  after?: string;
  limit: number;
}

export interface CaseReader {
  /** In the order of their ids; `next` is there when there are more of those asked for. */
  list(request: CaseRequest): Promise<{ items: StoredCase[]; next?: string }>;
}

export interface GateParts {
  keys: KeyStore;
  audit: AuditLog;
  golden: GoldenReader;
  cases: CaseReader;
  /** Value type → its functions. */
  types: Readonly<Record<string, ValueFunctions>>;
  config: Pick<Config, 'hub' | 'entities' | 'divisions' | 'comparisons'>;
  rate?: RateLimit;
  clock?: () => Date;
}

/** Who asks, why, and for whom, as it comes from the wire. */
export interface Asking {
  key: string | undefined;
  purpose?: string | undefined;
  user?: string | undefined;
  caseNumber?: string | undefined;
  /** Address the request comes from; absent: from a command on this machine. */
  from?: string | undefined;
}

/** One request let in; given by `admit` and used for one question. */
export interface Visit {
  readonly action: string;
  readonly caller: Caller;
  readonly purpose: string | null;
  readonly user: string | null;
  readonly caseNumber: string | null;
}

export interface SearchQuestion extends TimePoint {
  entityType: EntityType;
  /** Attribute → value as written; cleaned before it is searched. */
  where: Record<string, string>;
  fields: readonly string[];
}

export interface SearchAnswer {
  items: Item[];
  knownOn: string;
}

export interface ReadQuestion extends TimePoint {
  entityType: EntityType;
  id: string;
  fields: readonly string[];
}

export interface ReadAnswer extends Item {
  /** How many records stand behind it, and how sure their being one is. */
  records: number;
  confidence: string;
  validFrom?: string;
  validTo?: string;
  knownOn: string;
}

/** The id was merged into another, which answers in its place. */
export interface Moved {
  movedTo: string;
}

export interface LineageQuestion extends TimePoint {
  id: string;
  fields: readonly string[];
}

export interface LineageItem {
  field: string;
  value: Value;
  source: string;
  /** Only where the key may use the records of this source. */
  record?: string;
  role: string;
  asOf: string;
  rule: string;
}

export interface LineageAnswer {
  id: string;
  entityType: EntityType;
  items: LineageItem[];
  knownOn: string;
}

export interface RecordsQuestion extends TimePoint {
  source: string;
  records: readonly string[];
  fields: readonly string[];
}

export interface RecordsAnswer {
  items: (Item & { record: string; role: string; entityType: EntityType })[];
  knownOn: string;
}

export interface CasesQuestion {
  comparison?: string;
  state?: CaseState;
  entity?: string;
  /** `sentence`, `evidence`, and attributes of the entities. */
  fields: readonly string[];
  limit?: number;
  after?: string;
}

export interface CaseItem {
  id: string;
  comparison: string;
  severity: string;
  grade: string;
  state: CaseState;
  entityType: EntityType;
  entity: string;
  values?: Values;
  otherType?: EntityType;
  other?: string;
  otherValues?: Values;
  validFrom?: string;
  validTo?: string;
  amount?: string;
  openedAt: string;
  sentence?: Bilingual;
  evidence?: unknown;
}

export interface CasesAnswer {
  items: CaseItem[];
  knownOn: string;
  next?: string;
}

/**
 * Writes the line of the log; to be called before anything is kept, which must not be when it throws.
 *
 * @throws unauthenticated when the key was revoked meanwhile, also by another process; auditUnavailable
 */
export type LogDelivery = (detail: Record<string, unknown>) => Promise<void>;

/** The only way to data. Every method writes the access log before it answers, and logs its refusals. */
export interface Gate {
  /**
   * Lets a request in: key, then rate, then purpose and user.
   * @throws unauthenticated, rateExceeded, purposeMissing, userMissing, auditUnavailable
   */
  admit(asking: Asking, action: string): Promise<Visit>;
  /** As `admit`, for what holds no personal data: purpose and user may be missing. */
  admitToCatalogue(asking: Asking, action: string): Promise<Visit>;
  /** For counts, which are not logged when they are read. @throws roleNotGranted besides */
  admitToMetrics(asking: Asking, action: string): Promise<Visit>;
  /** @throws entityNotGranted, searchNotGranted, fieldUnknown, fieldNotGranted, purposeNotGranted, valueUnusable, tooManyHits … */
  search(visit: Visit, question: SearchQuestion): Promise<SearchAnswer>;
  /** @throws notFound, also for what lies outside the key's region, so that ids cannot be probed */
  read(visit: Visit, question: ReadQuestion): Promise<ReadAnswer | Moved>;
  /** Who or what is tied to one house. @throws relationNotGranted, notFound, tooManyHits, cursorUnusable … */
  ties(visit: Visit, question: HouseQuestion): Promise<HouseAnswer | Moved>;
  /** The houses that one person or company is tied to. @throws relationNotGranted, notFound, tooManyHits, cursorUnusable … */
  houses(visit: Visit, question: SubjectQuestion): Promise<SubjectAnswer | Moved>;
  /** The houses that lie in one house. @throws notFound, tooManyHits, cursorUnusable … */
  children(visit: Visit, question: ChildrenQuestion): Promise<ChildrenAnswer | Moved>;
  lineage(visit: Visit, question: LineageQuestion): Promise<LineageAnswer | Moved>;
  records(visit: Visit, question: RecordsQuestion): Promise<RecordsAnswer>;
  cases(visit: Visit, question: CasesQuestion): Promise<CasesAnswer>;
  /**
   * Takes in what the key may deliver of a source; `work` logs before it keeps anything. @throws deliveryNotGranted
   */
  deliver<T>(visit: Visit, source: string, work: (log: LogDelivery) => Promise<T>): Promise<T>;
  /**
   * Sources, deliveries, runs: any valid key, logged. What people wrote and what files hold (`mayReadWords`) is for the administrator and for
   * who delivers the source; what is of no source, for the administrator. What `note` is told stands in the log: counts, never values.
   */
  catalogue<T>(
    visit: Visit,
    read: (mayReadWords: (source: string | null) => boolean, note: (detail: Record<string, unknown>) => void) => Promise<T>,
  ): Promise<T>;
  /** Logs a request that was refused outside the gate (its form is wrong). */
  refuse(visit: Visit, error: SankuError): Promise<void>;
  /** Writes to the log what is not written yet. */
  close(): Promise<void>;
}
