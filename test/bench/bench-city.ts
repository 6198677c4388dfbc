/** The city that the parts share: made once, imported month by month in order. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { watchMemory } from './processes.ts';
import { runTask } from './run-task.ts';
import { sankuJson } from './serve.ts';
import type { Imported, ImportStage, ImportTask } from './tasks/import.ts';

/** Month 1 fills the hub, month 2 is the ordinary next month, month 3 is imported while look-ups are answered. */
const MONTHS = 3;
const SEED = 1;

export interface MeasuredImport extends Imported {
  /** From the start of the process to the answer. */
  total: number;
  peakMb: number;
  stages: ImportStage[];
}

export class BenchCity {
  readonly folder: string;
  readonly people: number;
  readonly #imports = new Map<number, MeasuredImport>();

  /** @param folder may hold what an earlier measurement left: its city and hub are used again */
  constructor({ folder, people }: { folder: string; people: number }) {
    this.folder = folder;
    this.people = people;
  }

  get dataFolder(): string {
    return path.join(this.folder, 'hub');
  }

  get configFolder(): string {
    return path.join(this.folder, 'city/config');
  }

  month(number: number): string {
    return path.join(this.folder, `city/month-0${number}`);
  }

  truth(number: number): string {
    return path.join(this.folder, `city/truth/month-0${number}`);
  }

  /** Writes a city of `months` and tells the seconds it took. */
  async make(name: string, months: number): Promise<number> {
    const start = performance.now();
    const words = ['--people', this.people, '--seed', SEED, '--month', months, '--out', path.join(this.folder, name)];
    await sankuJson(['sample', ...words.map(String)]);
    return (performance.now() - start) / 1000;
  }

  /** Brings the hub to a month, through those before it. */
  async reach(month: number): Promise<void> {
    if (!existsSync(this.month(MONTHS))) await this.make('city', MONTHS);
    for (let next = this.reached() + 1; next <= month; next++) await this.import(next);
  }

  /** @throws when all months are imported already */
  requireNextMonth(): void {
    if (this.reached() >= MONTHS) throw new Error(`all ${MONTHS} months are imported in ${this.folder}: name another --folder`);
  }

  reached(): number {
    const file = path.join(this.folder, 'reached');
    return existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  }

  /** Imports a month, also once more. Its time and memory are those of a process of its own and of the database. */
  async import(month: number, onStage: (stage: ImportStage) => void = () => undefined): Promise<MeasuredImport> {
    const stages: ImportStage[] = [];
    const args: ImportTask = { dataFolder: this.dataFolder, configFolder: this.configFolder, folder: this.month(month) };
    const running = runTask<Imported>('import', args, (event) => {
      stages.push(event as ImportStage);
      onStage(event as ImportStage);
    });
    const memory = watchMemory({ pid: running.pid, dataFolder: this.dataFolder });
    const imported = await running.result.finally(() => memory.stop());
    const { open, import: taken, answer } = imported.seconds;
    const measured = { ...imported, stages, total: open + taken + answer, peakMb: memory.stop() };
    if (!this.#imports.has(month)) this.#imports.set(month, measured);
    writeFileSync(path.join(this.folder, 'reached'), String(Math.max(month, this.reached())));
    return measured;
  }

  /** The first import of a month by this process. */
  imported(month: number): MeasuredImport | undefined {
    return this.#imports.get(month);
  }
}
