/** What an opened hub does: takes deliveries in, publishes, compares, exports. Built by `hub.ts`. */
import path from 'node:path';
import { LAKE_FILES_LOCK } from './backup/index.ts';
import { type ComparisonResult, comparisonsAreDue, runComparisons } from './comparisons/index.ts';
import { type ArrivedDelivery, findDeliveries, type RefusedDelivery } from './connectors/index.ts';
import { Duck } from './core/duckdb/duck.ts';
import { type DescribedError, isSankuError } from './core/errors.ts';
import { sizeOfAll } from './core/files.ts';
import { createSharedLock, withLock } from './core/postgres/lock.ts';
import { divisionErrors, latestVersion } from './divisions/index.ts';
import { type Learned, learnNames } from './gazetteer/index.ts';
import { createExport, type ExportName, type ExportOptions } from './hub-export.ts';
import {
  type CataloguedFile,
  type MdmContext,
  PUBLISH_LOCK,
  type PublishResult,
  readPublishState,
  resolveAndPublish,
} from './mdm/index.ts';
import {
  createWorkshop,
  dueOriginals,
  findSource,
  type LandResult,
  landDelivery,
  mergeLake,
  onTrial,
  type PipelineContext,
  removeOriginals,
  removeReplaced,
  reworkWaits,
} from './pipelines/index.ts';
import { ENTITY_TYPES } from './schema/index.ts';

export interface Published {
  publish: PublishResult;
  comparisons: ComparisonResult[];
  /** Why a comparison failed. What was published stands all the same. */
  comparisonError?: DescribedError;
  /** Original files whose time was over. */
  originalsRemoved?: { files: number; bytes: number };
}

export interface ImportResult extends Published {
  deliveries: LandResult[];
  /** Files that fit no source; they are left where they are. */
  unmatched: string[];
}

/** Told what will be landed, that another import of a source must end first, when a delivery has landed, and when publishing and comparing begin. */
export type ImportProgress = (
  event: { arrived: readonly ArrivedDelivery[] } | { waitsFor: string } | { landed: LandResult } | { stage: 'publish' | 'compare' },
) => void;

export { EXPORTS, type ExportName } from './hub-export.ts';

/** Deliveries to land, and those that cannot be: a part is missing. */
export interface FoundByTransport {
  deliveries: readonly ArrivedDelivery[];
  refused: readonly RefusedDelivery[];
}

/** One delivery of one source. `asOf` is `YYYY-MM-DD`; absent: today. */
export interface FilesToImport {
  source: string;
  files: string[];
  asOf?: string;
}

export interface HubWork {
  /** Lands every delivery of a folder laid out `<department>/<feed>.*`, then resolves and compares once. */
  importFolder(folder: string, progress?: ImportProgress): Promise<ImportResult>;
  /** What `importFolder` or `importFiles` would find and count; nothing is kept. */
  tryImport(request: { folder: string } | FilesToImport, progress?: ImportProgress): Promise<Omit<ImportResult, 'publish' | 'comparisons'>>;
  /** Lands one delivery of one source. `asOf` is `YYYY-MM-DD`; absent: today. */
  importFiles(request: FilesToImport, progress?: ImportProgress): Promise<ImportResult>;
  /** Lands what a transport found, then resolves and compares once. */
  importFound(found: FoundByTransport, progress?: ImportProgress): Promise<ImportResult>;
  /** Resolves what waits, publishes it, and runs the comparisons when they have not seen all that was published. */
  publish(): Promise<Published>;
  /** Learns names of roads, estates and communities from sources that changed since, or from all; imports do so at their end. */
  learn(request?: { all?: boolean }): Promise<Learned>;
  /** Runs comparisons by name, or all. */
  compare(names?: readonly string[]): Promise<ComparisonResult[]>;
  /** Writes one of the hub's tables: as CSV, or as an Arrow IPC stream where the file's name ends in `.arrow`. */
  exportTable(what: ExportName, out: string, options?: ExportOptions): Promise<void>;
  /** Work during which no file of the lake is removed. */
  holdLake<T>(work: () => Promise<T>): Promise<T>;
  /** A DuckDB for work of the caller's own; the caller closes it. */
  openDuck(): Promise<Duck>;
}

export interface WorkParts {
  pipeline: PipelineContext;
  mdm: MdmContext;
  /** Of the table of divisions that the configuration holds. */
  divisionVersion: number;
}

export function createWork({ pipeline, mdm, divisionVersion }: WorkParts): HubWork {
  const { database, config } = mdm;
  const openDuck = () => Duck.open({ spillFolder: mdm.workFolder, memoryMb: mdm.memoryMb });
  const live = async (family: string, part: string) => liveGroups(await mdm.lakeFiles(family, part), mdm.lakeFolder);
  const lakeFiles = createSharedLock(database, LAKE_FILES_LOCK);
  const writeExport = createExport(mdm, { live, openDuck });

  const hold: HubWork['holdLake'] = (work) => lakeFiles.hold(work);
  const compare = createCompare(mdm, { live, hold });
  const learn: HubWork['learn'] = (request) => hold(() => learnNames({ ...mdm, divisionVersion, openDuck, lakeFiles: live }, request));
  /** Written under the table before, what another process made of the new one would be undone. */
  const refuseOldDivisions = async () => {
    if ((await latestVersion(database)) !== divisionVersion) throw divisionErrors.divisionsOutdated();
  };
  /** `atItsEnd`: what follows from what was published, as comparisons do; neither needs the other. */
  const publish = async (progress?: ImportProgress, atItsEnd?: () => Promise<unknown>): Promise<Published> => {
    await refuseOldDivisions();
    const result = await resolveAndPublish(mdm);
    const removed = result.published ? await withLock(database, { name: PUBLISH_LOCK }, () => tidyLake(pipeline, result.run)) : undefined;
    const originalsRemoved = removed === undefined || removed.files === 0 ? {} : { originalsRemoved: removed };
    const [compared, ended] = await Promise.allSettled([compareWhatIsDue(database, { compare, progress }), atItsEnd?.()]);
    if (compared.status === 'rejected') throw compared.reason;
    if (ended.status === 'rejected') throw ended.reason;
    return { publish: result, ...compared.value, ...originalsRemoved };
  };
  const importDeliveries = async (arrived: readonly ArrivedDelivery[], progress?: ImportProgress) => {
    // A withdrawal says that something never was, a delivery that it changed: the one is published before the other comes.
    await refuseOldDivisions();
    if (await reworkWaits(database)) await publish();
    const deliveries = await landAll(pipeline, { arrived, land: (request) => hold(() => landDelivery(request)), progress });
    progress?.({ stage: 'publish' });
    return { deliveries, ...(await publish(progress, learn)) };
  };
  const importFound = async ({ deliveries, refused }: FoundByTransport, progress?: ImportProgress) => {
    const imported = await importDeliveries(deliveries, progress);
    return { ...imported, deliveries: imported.deliveries.concat(refused.map(refusedBeforeLanding)) };
  };

  return {
    compare,
    learn,
    publish: () => publish(),
    openDuck,
    holdLake: hold,
    async importFolder(folder, progress) {
      const { unmatched, ...found } = await findDeliveries(folder, sourceNames(config));
      return { ...(await importFound(found, progress)), unmatched };
    },
    async importFiles(request, progress) {
      findSource(config, request.source);
      return { ...(await importDeliveries([arrivedFiles(request)], progress)), unmatched: [] };
    },
    async tryImport(request, progress) {
      const found = 'folder' in request ? await findDeliveries(request.folder, sourceNames(config)) : justThese(request);
      const work = () => onTrial(pipeline, (land) => landAll(pipeline, { arrived: found.deliveries, land, progress }));
      const tried = await hold(work);
      return { deliveries: [...tried, ...found.refused.map(refusedBeforeLanding)], unmatched: found.unmatched };
    },
    importFound: async (found, progress) => ({ ...(await importFound(found, progress)), unmatched: [] }),
    exportTable: (what, out, options) => hold(() => writeExport(what, out, options)),
  };
}

interface CompareDue {
  compare: HubWork['compare'];
  progress: ImportProgress | undefined;
}

async function compareWhatIsDue(
  database: MdmContext['database'],
  { compare, progress }: CompareDue,
): Promise<Pick<Published, 'comparisons' | 'comparisonError'>> {
  // Due also when an earlier process published and was killed before it compared.
  if (!(await comparisonsAreDue(database))) return { comparisons: [] };
  progress?.({ stage: 'compare' });
  try {
    return { comparisons: await compare() };
  } catch (error) {
    if (!isSankuError(error)) throw error;
    return { comparisons: [], comparisonError: error.described() };
  }
}

function sourceNames({ sources }: MdmContext['config']): string[] {
  return sources.map(({ source }) => source);
}

interface LakeReading {
  live(family: string, part: string): Promise<string[][]>;
  hold: HubWork['holdLake'];
}

function createCompare(mdm: MdmContext, { live, hold }: LakeReading): HubWork['compare'] {
  return async (names) => {
    const { asOf } = await readPublishState(mdm.database);
    const context = { ...mdm, lakeFiles: live, spillFolder: mdm.workFolder, asOf };
    return hold(() => runComparisons({ ...(names === undefined ? {} : { names }), context }));
  };
}

function arrivedFiles({ source, files, asOf }: FilesToImport): ArrivedDelivery {
  return { source, files: files.map((file) => path.resolve(file)), asOf: asOf ?? null };
}

function justThese(files: FilesToImport): FoundByTransport & { unmatched: string[] } {
  return { deliveries: [arrivedFiles(files)], refused: [], unmatched: [] };
}

interface LandAll {
  arrived: readonly ArrivedDelivery[];
  land: typeof landDelivery;
  progress: ImportProgress | undefined;
}

function landAll(context: PipelineContext, { arrived, land, progress }: LandAll): Promise<LandResult[]> {
  progress?.({ arrived });
  const workshop = createWorkshop(context);
  return landSideBySide(arrived, async (delivery) => {
    const onWait = () => progress?.({ waitsFor: delivery.source });
    const landed = await land({ source: findSource(context.config, delivery.source), delivery, context, workshop, onWait });
    progress?.({ landed });
    return landed;
  }).finally(() => workshop.close());
}

/** Sources that land at the same time: while one is read in JavaScript, the other computes in DuckDB. */
const SIDE_BY_SIDE = 2;

/** Lands deliveries, those of one source one after the other. @returns their results in the order of arrival */
async function landSideBySide(
  arrived: readonly ArrivedDelivery[],
  land: (delivery: ArrivedDelivery) => Promise<LandResult>,
): Promise<LandResult[]> {
  const results = new Map<ArrivedDelivery, LandResult>();
  const waiting = await longestFirst([...Map.groupBy(arrived, ({ source }) => source).values()]);
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      for (const delivery of next) results.set(delivery, await land(delivery));
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  return arrived.map((delivery) => results.get(delivery)!);
}

/** What is packed is this many times as long in reading as plain text of the same size. */
const PACKED = 10;
const PACKED_ENDINGS = ['.xlsx', '.gz', '.zip'];

function isPacked(file: string): boolean {
  return PACKED_ENDINGS.some((ending) => file.toLowerCase().endsWith(ending));
}

/** One that takes as long as all others together must not begin when these are done. */
async function longestFirst(groups: ArrivedDelivery[][]): Promise<ArrivedDelivery[][]> {
  const work = new Map<ArrivedDelivery[], number>();
  for (const group of groups) {
    const files = group.flatMap((delivery) => delivery.files);
    const { packed = [], plain = [] } = Object.groupBy(files, (file) => (isPacked(file) ? 'packed' : 'plain'));
    // A file that has gone is told by its landing.
    work.set(group, (await sizeOfAll(plain)) + (await sizeOfAll(packed)) * PACKED);
  }
  return groups.sort((left, right) => work.get(right)! - work.get(left)!);
}

/** A delivery that never landed: a part of it is missing. */
function refusedBeforeLanding({ source, error }: RefusedDelivery): LandResult {
  return {
    delivery: null,
    source,
    status: 'refused',
    read: 0,
    accepted: 0,
    rejected: 0,
    new: 0,
    changed: 0,
    absent: 0,
    findings: [],
    error: error.described(),
  };
}

/** Files whose changes have grown are merged, and files that no run needs any more are removed. */
async function tidyLake(context: PipelineContext, run: number): Promise<{ files: number; bytes: number } | undefined> {
  for (const { source } of context.config.sources)
    for (const family of ['records', 'relations', 'facts']) await mergeLake({ context, family, part: source, run });
  for (const type of ENTITY_TYPES) for (const family of ['mentions', 'statements']) await mergeLake({ context, family, part: type, run });
  // A landing, a comparison, an export or a backup, here or in another process, may still be reading them; then the next publish removes them.
  return withLock(context.database, { name: LAKE_FILES_LOCK, wait: false }, async () => {
    await removeReplaced(context);
    return removeOriginals(context, await dueOriginals(context));
  });
}

/** Absolute paths of the live files, one group per source: files of two sources never share a key. */
function liveGroups(files: readonly CataloguedFile[], lakeFolder: string): string[][] {
  const live = files.filter((file) => file.status === 'live');
  return [...Map.groupBy(live, ({ source }) => source).values()].map((group) => group.map((file) => path.join(lakeFolder, file.path)));
}
