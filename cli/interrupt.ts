/** Between the first signal and one that counts as a second: a terminal and npm send the same Ctrl-C twice. */
const ONE_PRESS_MS = 500;

export interface Interrupt {
  /** Resolves at the first signal. */
  readonly happened: Promise<'interrupted'>;
  readonly isInterrupted: boolean;
  stop(): void;
}

/** Watches for Ctrl-C and SIGTERM; the launcher's death comes as SIGHUP. The first asks to finish, a second one exits at once. */
export function watchInterrupt(): Interrupt {
  let firstAt: number | undefined;
  let resolve: (word: 'interrupted') => void;
  const happened = new Promise<'interrupted'>((done) => {
    resolve = done;
  });
  const onSignal = () => {
    if (firstAt !== undefined && performance.now() - firstAt > ONE_PRESS_MS) process.exit(130);
    if (firstAt === undefined) for (const fault of faults) process.on(fault, onFault);
    firstAt ??= performance.now();
    resolve('interrupted');
  };
  // What is cut off in the middle fails somewhere below, also where nobody waits for it; that must not change the exit code.
  const onFault = () => undefined;
  const faults = ['unhandledRejection', 'uncaughtException'] as const;
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, onSignal);
  return {
    happened,
    get isInterrupted() {
      return firstAt !== undefined;
    },
    stop() {
      for (const signal of signals) process.off(signal, onSignal);
      // The faults stay muffled when interrupted: the process ends next.
    },
  };
}
