import type { Progress, Stage } from './contract.ts';

/** Seconds by stage, and the news that one begins. */
export class StageClock {
  readonly seconds: Partial<Record<Stage, number>> = {};
  readonly #tell: ((progress: Progress) => void) | undefined;
  #stage: Stage | undefined;
  #since = 0;

  constructor(tell?: (progress: Progress) => void) {
    this.#tell = tell;
  }

  begin(stage: Stage): void {
    this.end();
    this.#stage = stage;
    this.#since = performance.now();
    this.#tell?.({ stage });
  }

  end(): void {
    if (this.#stage !== undefined) this.seconds[this.#stage] = Math.round(performance.now() - this.#since) / 1000;
    this.#stage = undefined;
  }
}
