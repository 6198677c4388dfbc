import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { SourceConfig } from '../config/index.ts';
import { type Duck, runSteps, type Step, type StepResult } from '../core/duckdb/duck.ts';
import { duck, name } from '../core/duckdb/sql.ts';
import { syncPath } from '../core/files.ts';
import { MENTIONS, RECORDS, STATEMENTS } from '../schema/index.ts';
import { checkSteps } from './check-steps.ts';
import { cleanseFew } from './clean-few.ts';
import { type CleanRequest, cleanSteps, measureTouched, touchSteps, usualColumns, usualSteps } from './clean-steps.ts';
import { type LandedKind, NO_COUNTS, type PipelineContext, type Progress, type Reading, type WrittenFile } from './context.ts';
import { countFindings, countKnown, countPeriods, countRows } from './count-steps.ts';
import { countySteps } from './county-steps.ts';
import { decodeDelivery } from './decode.ts';
import { earlierFiles, NOTHING_EARLIER } from './earlier-files.ts';
import { guardPeriods, guardRejected, guardRows } from './guards.ts';
import type { FilesOfPart } from './history.ts';
import { absentStep, passedStep, periodStep, unnamedSteps } from './kind-steps.ts';
import { placedColumns, placeSteps } from './place-steps.ts';
import { readingVersion } from './reading-version.ts';
import { diffStep, keyStep, stateStep } from './record-steps.ts';
import { mentionedTypes, type StatementRequest, statementSteps } from './statement-steps.ts';
import type { Workshop } from './workshop.ts';
import { writeSteps } from './write-steps.ts';

/** One delivery that is to be turned into lake files. The catalogue is not asked and not told. */
export interface LandingJob {
  context: PipelineContext;
  /** Knows the values of the reading. */
  workshop: Workshop;
  source: SourceConfig;
  /** What it is read under. */
  reading: Reading;
  kind: LandedKind;
  stamp: { delivery: number; asOf: string };
  /** Its parts, under the names they came with. */
  files: readonly string[];
  before: {
    /** The source's lake files so far. */
    files: FilesOfPart;
    /** Version of the configuration that the last delivery was read under. */
    config: string | undefined;
  };
  /** Absent: the delivery passed the guards once and is not asked again. `lastRows`: see `guardRows`. */
  guard?: { lastRows: number | null };
  /** Where the files go, and what each is called. */
  target: { lakeFolder: string; fileName: string };
  /** Of the run's own. */
  folder: string;
  progress: Progress;
}

/** Lands one delivery against what stands before it. @returns the files written, none of them in the catalogue yet */
export async function landFiles(landing: LandingJob): Promise<WrittenFile[]> {
  return (await new LandingRun(landing).work({ onlyNew: false }))!;
}

/** The same where no record of it is known yet, else nothing: then its place among the other deliveries matters. */
export function landNewRecords(landing: LandingJob): Promise<WrittenFile[] | undefined> {
  return new LandingRun(landing).work({ onlyNew: true });
}

/** The part of a landing that happens in DuckDB. */
class LandingRun {
  readonly #landing: LandingJob;

  constructor(landing: LandingJob) {
    this.#landing = landing;
  }

  async work({ onlyNew }: { onlyNew: boolean }): Promise<WrittenFile[] | undefined> {
    const { workshop, source, stamp, before } = this.#landing;
    const db = await workshop.room(`landing_${source.source.replace(/\W/g, '_')}_${stamp.delivery}`);
    try {
      const recordFiles = await before.files(RECORDS.family, source.source);
      await this.#name(db, recordFiles);
      if (onlyNew && (await countKnown(db)) > 0) return undefined;
      await this.#compare(db);
      const cleaned = await this.#judge(db);
      return await this.#write(db, { cleaned, recordFiles });
    } finally {
      await db.leave();
    }
  }

  /** Decodes, stops what has drifted or shrunk, and names rows and what is known of them. */
  async #name(db: Duck, recordFiles: readonly string[]): Promise<void> {
    const { source, context, kind, files, folder, progress, reading, guard } = this.#landing;
    const isCorrection = kind === 'correction';
    const read = await decodeDelivery({ db, source, files, formats: context.formats, workFolder: folder, isCorrection });
    progress.counts = { ...NO_COUNTS, read: read.rows };
    progress.findings = read.findings.map((finding) => ({ ...finding, field: null, count: 1 }));
    progress.steps.push(read.step);
    if (guard !== undefined) guardRows({ source, kind, rows: read.rows, lastRows: guard.lastRows });
    await this.#run(db, [keyStep(source, readingVersion(reading.config, source)), stateStep(recordFiles)]);
  }

  /** Finds what is new, changed, unchanged or left out. */
  async #compare(db: Duck): Promise<void> {
    const { source, kind, reading, guard } = this.#landing;
    await this.#run(db, [
      ...unnamedSteps(source, kind),
      passedStep(source, kind),
      ...periodStep(source, reading.valueTypes),
      diffStep(),
      absentStep(source, kind),
    ]);
    if (kind === 'period' && guard !== undefined) guardPeriods(source, await countPeriods(db, source));
  }

  /** Checks and cleanses what is new or changed, and accounts for every row. */
  async #judge(db: Duck): Promise<CleanRequest> {
    const { source, context, reading, kind, progress, guard } = this.#landing;
    await this.#run(db, touchSteps(source));
    const request = { source, entities: reading.config.entities, valueTypes: reading.valueTypes, ...(await measureTouched(db, source)) };
    if (request.areFew) await this.#run(db, await cleanseFew(db, request));
    else {
      await this.#run(db, usualSteps(request));
      await this.#run(db, cleanSteps(request, await usualColumns(db, request)));
    }
    const areas = placedColumns(source).length === 0 ? [] : ((await context.districtAreas?.()) ?? []);
    await this.#run(db, [
      ...placeSteps({ ...request, areas }),
      ...countySteps({ ...request, divisions: reading.config.divisions }),
      ...checkSteps(request),
    ]);
    progress.findings = [...progress.findings, ...(await countFindings(db))];
    progress.counts = await countRows(db, progress.counts.read);
    if (guard !== undefined) guardRejected(source, kind, progress);
    return request;
  }

  /** What the source said so far of each entity type that it speaks of. */
  async #said(): Promise<StatementRequest['said']> {
    const { source, before } = this.#landing;
    const said: StatementRequest['said'] = { statements: {}, mentions: {} };
    for (const entity of mentionedTypes(source)) {
      said.statements[entity] = await before.files(STATEMENTS.family, entity);
      said.mentions[entity] = await before.files(MENTIONS.family, entity);
    }
    return said;
  }

  async #write(db: Duck, { cleaned, recordFiles }: { cleaned: CleanRequest; recordFiles: readonly string[] }): Promise<WrittenFile[]> {
    const { source, before, stamp, target, reading } = this.#landing;
    const { version } = reading.config;
    const absent = await db.row<{ n: number }>(duck`SELECT count(*)::DOUBLE AS n FROM ${name('absent')}`);
    const isOther = before.config !== undefined && before.config !== version;
    const earlier = isOther ? await earlierFiles(source.source, before.files) : NOTHING_EARLIER;
    const said = await this.#said();
    const request = { ...cleaned, ...target, stamp: { ...stamp, configVersion: version }, recordFiles, said, absent: absent.n, earlier };
    await this.#run(db, statementSteps(request));
    const files: WrittenFile[] = [];
    for (const file of writeSteps(request)) {
      const rows = await writeLakeFile(path.join(target.lakeFolder, file.path), async () => (await this.#run(db, [file.step]))[0]!.rows);
      if (rows === undefined) continue;
      files.push({ family: file.family, part: file.part, source: source.source, path: file.path, ...rows });
    }
    return files;
  }

  async #run(db: Duck, steps: readonly Step[]): Promise<StepResult[]> {
    const { log, print } = this.#landing.context;
    const results = await runSteps(db, steps, { log, ...(print === undefined ? {} : { print }) });
    this.#landing.progress.steps.push(...results);
    return results;
  }
}

/** Writes a file and brings it to the disk. One that comes out empty is not kept. `write` returns its number of rows. */
export async function writeLakeFile(target: string, write: () => Promise<number>): Promise<{ rows: number; bytes: number } | undefined> {
  await mkdir(path.dirname(target), { recursive: true });
  const rows = await write();
  if (rows === 0) {
    await rm(target, { force: true });
    return undefined;
  }
  await syncPath(target);
  await syncPath(path.dirname(target));
  return { rows, bytes: (await stat(target)).size };
}
