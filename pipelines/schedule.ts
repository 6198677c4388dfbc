import { createTask, type Logger, type ScheduledTask } from 'node-cron';
import type { Log } from '../core/log.ts';
import type { Database } from '../core/postgres/database.ts';
import type { HubDatabase } from '../schema/index.ts';
import { readScheduleMark, writeScheduleMark } from './catalogue-store.ts';

/** Work that falls due by itself: the import of a source's inbox, the nightly comparisons. */
export interface ScheduledJob {
  /** The source's id, or a word of its own. */
  name: string;
  /** node-cron expression. */
  expression: string;
  /** Its errors are logged; the schedule goes on. */
  run(): Promise<void>;
}

export interface ScheduleRequest {
  jobs: readonly ScheduledJob[];
  /** IANA time zone in which the expressions are meant. */
  timeZone: string;
  database: Database<HubDatabase>;
  clock: () => Date;
  log: Log;
}

export interface Schedules {
  /** Stops all schedules; a job that is under way ends first. */
  stop(): Promise<void>;
}

/**
 * Fires jobs when they fall due, in the hub's time zone. A job does not overlap itself: what falls due while it is busy is
 * skipped. A fire missed while the hub was down is caught up once, at the start.
 */
export async function startSchedules(request: ScheduleRequest): Promise<Schedules> {
  const schedules = request.jobs.map((job) => new Schedule(job, request));
  for (const schedule of schedules) await schedule.start();
  return {
    stop: async () => {
      await Promise.all(schedules.map((schedule) => schedule.stop()));
    },
  };
}

class Schedule {
  readonly #job: ScheduledJob;
  readonly #request: ScheduleRequest;
  readonly #task: ScheduledTask;
  #busy: Promise<void> | undefined;

  constructor(job: ScheduledJob, request: ScheduleRequest) {
    this.#job = job;
    this.#request = request;
    const options = {
      timezone: request.timeZone,
      noOverlap: true,
      name: job.name,
      suppressMissedWarning: true,
      logger: cronLog(request.log),
    };
    this.#task = createTask(job.expression, () => this.#fire(), options);
  }

  async start(): Promise<void> {
    const { database, clock, log } = this.#request;
    const mark = await readScheduleMark(database, this.#job.name);
    await this.#task.start();
    const missed = mark !== undefined && mark.expression === this.#job.expression && Date.parse(mark.next) <= clock().getTime();
    if (!missed) {
      await this.#markNext();
      return;
    }
    log.info({ job: this.#job.name, missed: mark.next }, 'a scheduled job was missed; catching up');
    void this.#fire();
  }

  /** Once at a time, also when the start catches up while the schedule falls due. */
  async #fire(): Promise<void> {
    if (this.#busy !== undefined) return;
    this.#busy = this.#run();
    try {
      await this.#busy;
    } finally {
      this.#busy = undefined;
    }
  }

  /** The mark moves only after the job, so that one cut off by a kill counts as missed. */
  async #run(): Promise<void> {
    try {
      await this.#job.run();
      await this.#markNext();
    } catch (error) {
      this.#request.log.error({ job: this.#job.name, err: error }, 'a scheduled job failed');
    }
  }

  async #markNext(): Promise<void> {
    const next = this.#task.getNextRun();
    if (next === null) return;
    await writeScheduleMark(this.#request.database, this.#job.name, { expression: this.#job.expression, next: next.toISOString() });
  }

  async stop(): Promise<void> {
    await this.#task.stop();
    await this.#busy;
    await this.#task.destroy();
  }
}

/** What node-cron has to say (a skipped overlap), as lines of the hub's log. */
function cronLog(log: Log): Logger {
  return {
    info: (message) => log.info(message),
    warn: (message) => log.warn(message),
    error: (message) => log.error(message),
    debug: (message) => log.debug(String(message)),
  };
}
