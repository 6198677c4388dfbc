import { userInfo } from 'node:os';
import type { Bilingual } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Hub } from '../hub.ts';
import { createProgress, type Progress } from './progress.ts';
import type { Settings } from './settings.ts';

/** Longest wait for statements under way, in seconds, when a command is interrupted. */
const INTERRUPTED_WAIT = 1;

/** What every command works with. It owns what must be closed at the end, however the command ends. */
export class Context {
  readonly settings: Settings;
  readonly log: Log;
  readonly progress: Progress;
  /** Resolves when the user wants to stop. */
  readonly interrupted: Promise<unknown>;
  readonly #closers: (() => Promise<void>)[] = [];
  #hub: Promise<Hub> | undefined;

  constructor({ settings, log, interrupted }: { settings: Settings; log: Log; interrupted: Promise<unknown> }) {
    this.settings = settings;
    this.log = log;
    this.progress = createProgress(process.stderr, settings.language);
    this.interrupted = interrupted;
  }

  /** The hub on the data folder; opened once. */
  hub(): Promise<Hub> {
    this.#hub ??= this.openHub({ configFolder: this.settings.configFolder });
    return this.#hub;
  }

  /** A hub under another configuration than the settings say; closed with the rest. */
  async openHub({ configFolder }: { configFolder: string | undefined }): Promise<Hub> {
    const { dataFolder, databaseUrl, printsSql, environment } = this.settings;
    const print = printsSql ? (text: string) => this.say(text) : undefined;
    // Only now: most of the program stands behind it, and some commands need no hub.
    const { openHub } = await import('../hub.ts');
    const opening = openHub({ dataFolder, configFolder, databaseUrl, secrets: environment, log: this.log, print });
    // Registered before it is open: an interrupt meanwhile must still leave the database.
    this.onClose(async () => (await opening.catch(() => undefined))?.close());
    const hub = await opening;
    this.#hub = Promise.resolve(hub);
    return hub;
  }

  /** Runs at the end of the command, the last one first. */
  onClose(closer: () => Promise<void>): void {
    this.#closers.push(closer);
  }

  async close({ isInterrupted }: { isInterrupted: boolean }): Promise<void> {
    this.progress.clear();
    if (isInterrupted) {
      const hub = await this.#hub?.catch(() => undefined);
      void hub?.database.sql.end({ timeout: INTERRUPTED_WAIT }).catch(() => undefined);
    }
    for (const closer of this.#closers.reverse()) {
      await closer().catch((error: unknown) => {
        this.log[isInterrupted ? 'debug' : 'warn']({ err: error }, 'closing failed');
      });
    }
  }

  /** The sentence in the user's language. */
  text({ en, zh }: Bilingual): string {
    return this.settings.language === 'zh' ? zh : en;
  }

  /** A line for the user beside the result: on stderr. */
  say(message: Bilingual | string): void {
    this.progress.clear();
    process.stderr.write(`${typeof message === 'string' ? message : this.text(message)}\n`);
  }

  /** Who sits at the keyboard: the administrator, as the system knows him. */
  get systemUser(): string {
    try {
      return userInfo().username;
    } catch {
      // An account without an entry in the system's list, as in some containers.
      return `uid ${process.getuid?.() ?? 'unknown'}`;
    }
  }

  /** Writes into the access log what the administrator is about to do. @throws auditUnavailable */
  async record(hub: Hub, action: string, detail: Record<string, unknown> = {}): Promise<void> {
    const who = { key: null, user: this.systemUser, purpose: null, caseNumber: null };
    const what = { action, outcome: 'delivered', entityType: null, entities: [], roles: null, fields: [], detail };
    await hub.audit.append([{ ...who, ...what }]);
  }
}
