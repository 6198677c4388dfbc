import type { Answers } from './latency.ts';

export interface Questions {
  /** So many at once, each asking again as soon as it is answered. */
  askers: number;
  /** How many questions in all; Infinity: until stopped. */
  count: number;
  /** Asks question number `index` over connection `asker`; throws when the answer is not right. */
  ask: (asker: number, index: number) => Promise<void>;
  stopped?: () => boolean;
}

/** Asks as fast as answers come. */
export async function askAll({ askers, count, ask, stopped = () => false }: Questions): Promise<Answers> {
  const at: number[] = [];
  const ms: number[] = [];
  let next = 0;
  const asker = async (number: number): Promise<void> => {
    while (next < count && !stopped()) {
      const index = next++;
      const start = performance.now();
      await ask(number, index);
      const end = performance.now();
      at.push(performance.timeOrigin + end);
      ms.push(end - start);
    }
  };
  await Promise.all(Array.from({ length: askers }, (_, number) => asker(number)));
  return { at: Float64Array.from(at), ms: Float64Array.from(ms) };
}
