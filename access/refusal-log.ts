import type { AuditEntry } from './audit-chain.ts';
import type { AuditLog } from './audit-log-store.ts';

/**
 * Keeps refusals that can be repeated without end, of strangers and of keys beyond their rate, from filling the log. In each
 * minute the first of them get a line of their own; the others are counted, and the count is one line.
 */
export interface RefusalLog {
  /**
   * @param from who is refused: an address, a key
   * @throws auditUnavailable when a line of its own cannot be written
   */
  refused(entry: AuditEntry, from: string): Promise<void>;
  /** Writes what is counted and not written yet. */
  close(): Promise<void>;
}

const MINUTE_MS = 60_000;
/** Lines of their own in a minute: for one asker, for all together. */
const LINES_FOR_ONE = 30;
const LINES_FOR_ALL = 300;
/** Askers told apart in a minute; more come under one name. */
const MOST_ASKERS = 1_000;
const OTHERS = 'others';

interface Tally {
  entry: AuditEntry;
  from: string;
  since: string;
  lines: number;
  counted: number;
}

/** What a killed process has counted and not yet written, a minute's worth at most, is lost. */
export function createRefusalLog(audit: Pick<AuditLog, 'append'>, clock: () => Date = () => new Date()): RefusalLog {
  let tallies = new Map<string, Tally>();
  let lines = 0;
  let timer: NodeJS.Timeout | undefined;

  const tallyOf = (entry: AuditEntry, from: string): Tally => {
    const name = `${entry.outcome} ${from}`;
    const known = tallies.get(name);
    if (known !== undefined) return known;
    if (tallies.size >= MOST_ASKERS && from !== OTHERS) return tallyOf({ ...entry, key: null }, OTHERS);
    const tally = { entry, from, since: clock().toISOString(), lines: 0, counted: 0 };
    tallies.set(name, tally);
    timer ??= setTimeout(() => void writeCounts(), MINUTE_MS).unref();
    return tally;
  };

  const writeCounts = async (): Promise<void> => {
    const counted = [...tallies.values()].filter((tally) => tally.counted > 0);
    clearTimeout(timer);
    timer = undefined;
    tallies = new Map();
    lines = 0;
    try {
      await audit.append(counted.map(countLine));
    } catch {
      // The log cannot be written just now: they go with those of the next minute.
      for (const tally of counted) tallyOf(tally.entry, tally.from).counted += tally.counted;
    }
  };

  return {
    async refused(entry, from) {
      const tally = tallyOf(entry, from);
      if (tally.lines >= LINES_FOR_ONE || lines >= LINES_FOR_ALL) {
        tally.counted += 1;
        return;
      }
      tally.lines += 1;
      lines += 1;
      await audit.append([entry]);
    },
    async close() {
      await writeCounts();
      clearTimeout(timer);
    },
  };
}

function countLine({ entry: { key, outcome }, from, since, counted }: Tally): AuditEntry {
  const nobody = { user: null, purpose: null, caseNumber: null, entityType: null, entities: [], roles: null, fields: [] };
  return { ...nobody, key, action: 'refusals', outcome, detail: { from, since, refused: counted } };
}
