import { archiveErrors } from './errors.ts';

/** What is smaller may have shrunk as well as it likes. */
const suspiciousBytes = 64 * 1024 * 1024;
export const suspiciousRatio = 200;

/** Counts what a delivery unpacks to, so that a bomb stops before it fills the disk. One guard for all its parts. */
export class UnpackGuard {
  readonly #limitMb: number;
  #bytes = 0;

  constructor(limitMb: number) {
    this.#limitMb = limitMb;
  }

  /** Watches one packed file. @throws unpacksTooLarge, unpacksSuspiciously */
  watch({ file, packedBytes }: { file: string; packedBytes: number }): (bytes: number) => void {
    let own = 0;
    return (bytes) => {
      own += bytes;
      this.#bytes += bytes;
      if (this.#bytes > this.#limitMb * 1024 * 1024) throw archiveErrors.unpacksTooLarge({ file, limit: this.#limitMb });
      if (own > suspiciousBytes && own > packedBytes * suspiciousRatio)
        throw archiveErrors.unpacksSuspiciously({ file, ratio: suspiciousRatio });
    };
  }
}
