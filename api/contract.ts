/** What the server needs of the hub, and what a route is. */
import type { Readable } from 'node:stream';
import type { Static, TObject, TSchema } from 'typebox';
import type { Gate, Visit } from '../access/index.ts';
import type { Bilingual } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Measure } from '../core/measure.ts';
import type { Metrics } from './metrics.ts';

export interface SourceItem {
  source: string;
  department: string;
  title: Bilingual;
  owner: { unit: string; contact: string };
  legalBasis: string;
  kind: string;
  schedule?: string | null;
}

export interface DeliveryItem {
  id: number;
  source: string;
  kind: string;
  asOf: string;
  arrivedAt: Date | string;
  status: string;
  read: number;
  accepted: number;
  rejected: number;
  new: number;
  changed: number;
  absent: number;
  config: string;
  publishedIn?: number | null;
  content?: string;
  files?: { name: string; hash: string; bytes: number; removed?: string }[];
  findings: { code: string; severity: string; field: string | null; count: number; message?: Bilingual }[];
  /** Why it was refused. */
  error?: { code: string; message: Bilingual; fix: Bilingual } | null;
  withdrawn?: { at: string; by: string; why: string } | null;
}

export interface RunItem {
  id: number;
  kind: string;
  source?: string | null;
  status: string;
  startedAt: Date | string;
  endedAt?: Date | string | null;
  counts: Record<string, number>;
  steps: { name: string; rows: number; ms: number }[];
  error?: { code: string; message: Bilingual; fix: Bilingual } | null;
}

/** What the hub holds, without any personal data. Newest first. */
export interface Catalogue {
  sources(): Promise<SourceItem[]>;
  deliveries(request: { source?: string; limit: number }): Promise<DeliveryItem[]>;
  runs(request: { limit: number }): Promise<RunItem[]>;
}

export interface Health {
  ready: boolean;
  [detail: string]: unknown;
}

export interface UploadItem {
  id: string;
  source: string;
  status: string;
  receivedAt: string;
  bytes: number;
  hash: string;
  asOf: string | null;
  delivery: number | null;
  counts: { read: number; accepted: number; rejected: number; new: number; changed: number; absent: number } | null;
  error?: { code: string; message: Bilingual; fix: Bilingual } | null;
}

/** Files that departments send. */
export interface Uploads {
  receive(request: {
    source: string;
    body: Readable;
    length?: number | undefined;
    fileName?: string | undefined;
    asOf?: string | undefined;
    /** Is called when the file is whole; where it throws, nothing is kept. */
    beforeKept?: (upload: UploadItem) => Promise<void>;
  }): Promise<UploadItem>;
  find(id: string): Promise<UploadItem | undefined>;
}

/** Takes a text apart that somebody sends; knows nothing of the hub's people and houses. */
export interface Addresses {
  /** `gazetteer`: version of the learned names that it goes by. */
  prepare(): Promise<{ gazetteer: string | null; parse(text: string, on?: string): object }>;
}

export interface GazetteerItem {
  kind: string;
  name: string;
  division: string;
  records: number;
  sources: number;
  firstSeen: string;
  lastSeen: string;
  state: string;
  newName?: string | null;
  doubts: { code: string; about: string }[];
}

/** Names of roads, estates and communities that the deliveries taught; none that stands in a few records only. */
export interface GazetteerList {
  list(query: { name?: string; kind?: string; division?: string; doubtful?: boolean }): Promise<{
    version: string | null;
    items: GazetteerItem[];
  }>;
}

/** What is told of divisions: public, by code, name and day (`YYYY-MM-DD`, default today). Unknown codes give undefined. */
export interface Divisions {
  division(code: string, on?: string): object | undefined;
  children(code: string, on?: string): Promise<object | undefined>;
  history(code: string): object | undefined;
  named(name: string, on?: string): object[];
}

export interface ApiParts {
  gate: Gate;
  catalogue: Catalogue;
  divisions: Divisions;
  addresses: Addresses;
  gazetteer: GazetteerList;
  uploads: Uploads;
  health(): Health | Promise<Health>;
  /** What the hub holds and did, counted now. */
  measure(): Promise<Measure[]>;
  version: string;
  log: Log;
}

export interface RouteContext {
  parts: ApiParts;
  /** All routes, for those that describe the others. */
  routes: readonly Route[];
  metrics: Metrics;
}

export interface RouteReply {
  /** Default 200. */
  status?: number;
  body?: object;
  /** In the place of a body, where the answer is no JSON. */
  text?: { type: string; content: string };
  /** Where the answer has moved (308), or where it will be (202). */
  location?: string;
}

/** open: no key. metrics, catalogue: any key with the role. data: key, purpose and user. */
export type Admission = 'open' | 'metrics' | 'catalogue' | 'data';

export interface RouteRequest {
  params: unknown;
  query: unknown;
  body: unknown;
  /** Of routes that take a file: its bytes as they come, and how many are promised. */
  file?: { body: Readable; length?: number };
  /** The query as it came, with its `?`, or empty. */
  search: string;
  /** Absent on open routes. */
  visit: Visit | undefined;
}

export interface Route {
  method: 'GET' | 'POST';
  /** As in OpenAPI: `/persons/{id}` */
  path: string;
  /** operationId, and the action in the access log. */
  name: string;
  summary: Bilingual;
  admission: Admission;
  params?: TObject;
  query?: TObject;
  body?: TObject;
  /** The body is a file of any length, and is handed over as a stream. */
  takesFile?: true;
  /** The work goes on after the answer, which then is 202 with a Location to ask. */
  goesOn?: true;
  answer: TSchema;
  /** Codes of errors that are this route's own, besides those of its admission. */
  errors: string[];
  handle(context: RouteContext, request: RouteRequest): Promise<RouteReply>;
}

type Checked<Schema extends TObject | undefined> = Schema extends TObject ? Static<Schema> : undefined;

interface RouteShape<P extends TObject | undefined, Q extends TObject | undefined, B extends TObject | undefined>
  extends Omit<Route, 'params' | 'query' | 'body' | 'handle' | 'admission'> {
  params?: P;
  query?: Q;
  body?: B;
  admission: Exclude<Admission, 'open'>;
  handle(
    context: RouteContext,
    request: { params: Checked<P>; query: Checked<Q>; body: Checked<B>; file?: RouteRequest['file']; search: string; visit: Visit },
  ): Promise<RouteReply>;
}

/** A route behind the gate, its handler typed by its schemas. */
export function gatedRoute<
  P extends TObject | undefined = undefined,
  Q extends TObject | undefined = undefined,
  B extends TObject | undefined = undefined,
>(route: RouteShape<P, Q, B>): Route {
  return route as unknown as Route;
}
