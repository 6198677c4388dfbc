export interface BatchesOptions<Item, Result> {
  /** Does the work of many items at once; results in the items' order. When it fails, each of them fails. */
  work(items: Item[]): Promise<Result[]>;
  /** What of the waiting goes together: how many, from the first on. At least one. */
  take(waiting: readonly Item[]): number;
  /** A batch that takes longer no longer holds the next one back. Absent: strictly one after the other. */
  patienceMs?: number;
  /** Longest wait for as many as went together the last time. Absent: a batch takes those who are there. */
  gatherMs?: number;
}

export interface Batches<Item, Result> {
  /** How many wait for a batch of theirs. */
  readonly waiting: number;
  add(item: Item): Promise<Result>;
}

interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Gathers what comes while a batch is under way, and does it together as the next one. The busier it is, the larger the batches
 * and the cheaper each item; one that comes alone, after one that came alone, waits for nobody.
 */
export function createBatches<Item, Result>({ work, take, patienceMs, gatherMs }: BatchesOptions<Item, Result>): Batches<Item, Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let isHeld = false;
  let lastSize = 0;
  let gathering: NodeJS.Timeout | undefined;

  const startNext = (): void => {
    if (isHeld || waiting.length === 0) return;
    isHeld = true;
    if (gatherMs === undefined || waiting.length >= lastSize) start();
    else gathering = setTimeout(start, gatherMs);
  };

  const start = (): void => {
    clearTimeout(gathering);
    gathering = undefined;
    // Not at once: all who come in this turn of the event loop join.
    setImmediate(run);
  };

  const run = async (): Promise<void> => {
    const batch = waiting.slice(0, take(waiting.map(({ item }) => item)));
    waiting = waiting.slice(batch.length);
    lastSize = batch.length;
    let holds = true;
    const release = () => {
      if (!holds) return;
      holds = false;
      isHeld = false;
      startNext();
    };
    const timer = patienceMs === undefined ? undefined : setTimeout(release, patienceMs);
    try {
      const results = await work(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(results[index]!);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    clearTimeout(timer);
    release();
  };

  return {
    get waiting() {
      return waiting.length;
    },
    add: (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (gathering !== undefined && waiting.length >= lastSize) start();
        else startNext();
      }),
  };
}
