import { createTask, type Logger, type ScheduledTask } from 'node-cron';
import type { Config, SourceConfig } from '../config/index.ts';
import type { Log } from '../core/log.ts';
import type { Database } from '../core/postgres/database.ts';
import type { HubDatabase } from '../schema/index.ts';
import { readScheduleMark, writeScheduleMark } from './catalogue-store.ts';

export interface ScheduleRequest {
  config: Config;
  database: Database<HubDatabase>;
  /** Imports what waits in the inbox of a source. Its errors are logged; the schedule goes on. */
  runImport: (source: SourceConfig) => Promise<void>;
  clock: () => Date;
  log: Log;
}

export interface Schedules {
  /** Stops all schedules; an import that is under way ends first. */
  stop(): Promise<void>;
}

/**
 * Fires the imports of all sources with a schedule, in the hub's time zone. A source does not overlap itself: what falls due
 * while it is busy is skipped. Fires missed while the hub was down are caught up once, at the start.
 */
export async function startSchedules(request: ScheduleRequest): Promise<Schedules> {
  const schedules: SourceSchedule[] = [];
  for (const source of request.config.sources) {
    if (source.schedule === undefined) continue;
    const schedule = new SourceSchedule(source, source.schedule, request);
    await schedule.start();
    schedules.push(schedule);
  }
  return {
    stop: async () => {
      await Promise.all(schedules.map((schedule) => schedule.stop()));
    },
  };
}

class SourceSchedule {
  readonly #source: SourceConfig;
  readonly #expression: string;
  readonly #request: ScheduleRequest;
  readonly #task: ScheduledTask;
  #busy: Promise<void> | undefined;

  constructor(source: SourceConfig, expression: string, request: ScheduleRequest) {
    this.#source = source;
    this.#expression = expression;
    this.#request = request;
    const options = {
      timezone: request.config.hub.timeZone,
      noOverlap: true,
      name: source.source,
      suppressMissedWarning: true,
      logger: cronLog(request.log),
    };
    this.#task = createTask(expression, () => this.#fire(), options);
  }

  async start(): Promise<void> {
    const { database, clock, log } = this.#request;
    const mark = await readScheduleMark(database, this.#source.source);
    await this.#task.start();
    const missed = mark !== undefined && mark.expression === this.#expression && Date.parse(mark.next) <= clock().getTime();
    if (!missed) {
      await this.#markNext();
      return;
    }
    log.info({ source: this.#source.source, missed: mark.next }, 'a scheduled import was missed; catching up');
    void this.#fire();
  }

  /** Once at a time, also when the start catches up while the schedule falls due. */
  async #fire(): Promise<void> {
    if (this.#busy !== undefined) return;
    this.#busy = this.#import();
    try {
      await this.#busy;
    } finally {
      this.#busy = undefined;
    }
  }

  /** The mark moves only after the import, so that one cut off by a kill counts as missed. */
  async #import(): Promise<void> {
    const { runImport, log } = this.#request;
    try {
      await runImport(this.#source);
      await this.#markNext();
    } catch (error) {
      log.error({ source: this.#source.source, err: error }, 'a scheduled import failed');
    }
  }

  async #markNext(): Promise<void> {
    const next = this.#task.getNextRun();
    if (next === null) return;
    await writeScheduleMark(this.#request.database, this.#source.source, { expression: this.#expression, next: next.toISOString() });
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
