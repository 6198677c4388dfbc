/**
 * One error class for the whole hub. Every folder declares its errors in one catalogue (`errors.ts`), so that each
 * message, its HTTP status and the way out of it stand in one place, in English and Chinese.
 */

/** What an error spoils: one record, one run, or the whole process. */
export type ErrorScope = 'record' | 'run' | 'process';

/** The same sentence in both languages. `{name}` is replaced by the detail of that name. */
export interface Bilingual {
  en: string;
  zh: string;
}

export interface ErrorEntry {
  /** HTTP status when it reaches the API. */
  status: number;
  scope: ErrorScope;
  /** Whether the same call may succeed later without a change. */
  retry: boolean;
  message: Bilingual;
  /** What the reader should do about it. */
  fix: Bilingual;
}

/** A detail that is a sentence of ours is given in both languages; what is the same in both, as it is. */
export type ErrorDetails = Record<string, string | number | boolean | null | undefined | Bilingual>;

export interface DescribedError {
  code: string;
  message: Bilingual;
  fix: Bilingual;
}

export class SankuError extends Error {
  override readonly name = 'SankuError';
  readonly code: string;
  readonly entry: ErrorEntry;
  readonly details: ErrorDetails;

  constructor(code: string, entry: ErrorEntry, { details = {}, cause }: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(fill(entry.message.en, details, 'en'), cause === undefined ? undefined : { cause });
    this.code = code;
    this.entry = entry;
    this.details = details;
  }

  /** The message in the reader's language. */
  messageIn(language: keyof Bilingual): string {
    return fill(this.entry.message[language], this.details, language);
  }

  /** The same error with texts that must not be told taken out of what it says. */
  without(texts: readonly string[]): SankuError {
    const mask = (told: string) => texts.reduce((rest, text) => rest.replaceAll(text, '***'), told);
    const details = Object.fromEntries(
      Object.entries(this.details).map(([name, detail]) => {
        if (typeof detail === 'string') return [name, mask(detail)];
        return [name, isBilingual(detail) ? { en: mask(detail.en), zh: mask(detail.zh) } : detail];
      }),
    );
    return new SankuError(this.code, this.entry, { details, cause: this.cause });
  }

  /** The same error where the way out of it is another one. */
  withFix(fix: Bilingual): SankuError {
    return new SankuError(this.code, { ...this.entry, fix }, { details: this.details, cause: this });
  }

  /** Everything a reader needs, in both languages, as it is kept beside a run or a delivery. */
  described(): DescribedError {
    const both = (say: (language: keyof Bilingual) => string) => ({ en: say('en'), zh: say('zh') });
    return { code: this.code, message: both((language) => this.messageIn(language)), fix: both((language) => this.fixIn(language)) };
  }

  /** The way out in the reader's language. */
  fixIn(language: keyof Bilingual): string {
    return fill(this.entry.fix[language], this.details, language);
  }
}

export type ErrorMaker = (details?: ErrorDetails, cause?: unknown) => SankuError;

/** A folder's catalogue: one maker per code, and the entries themselves for the documentation. */
export type ErrorCatalogue<Code extends string> = Record<Code, ErrorMaker> & { readonly entries: Record<Code, ErrorEntry> };

/**
 * Declares a folder's errors.
 *
 * @returns an object with one maker per code: `throw errors.unknownColumn({ column })`.
 */
export function defineErrors<Code extends string>(entries: Record<Code, ErrorEntry>): ErrorCatalogue<Code> {
  const makers = {} as Record<Code, ErrorMaker>;
  for (const code of Object.keys(entries) as Code[]) {
    const make: ErrorMaker = (details = {}, cause) => {
      const error = new SankuError(code, entries[code], { details, cause });
      Error.captureStackTrace(error, make);
      return error;
    };
    makers[code] = make;
  }
  return Object.assign(makers, { entries });
}

/** A SankuError as plain data: what is left of it on the way from one thread to another. */
export type PlainError = Pick<SankuError, 'code' | 'entry' | 'details'> & { cause?: unknown };

export function toPlainError({ code, entry, details, cause }: SankuError): PlainError {
  return { code, entry, details, ...(cause instanceof Error ? { cause } : {}) };
}

export function fromPlainError({ code, entry, details, cause }: PlainError): SankuError {
  return new SankuError(code, entry, { details, cause });
}

export function isSankuError(error: unknown, code?: string): error is SankuError {
  return error instanceof SankuError && (code === undefined || error.code === code);
}

/** The entry of a command or file that cannot be meant as it was written: it ends before anything was done. */
export function usageError(message: Bilingual, fix: Bilingual): ErrorEntry {
  return { status: 400, scope: 'process', retry: false, message, fix };
}

/** Replaces each `{name}` by its detail in the language; a name without a detail stays as written, so that the gap is seen. */
export function fill(template: string, details: ErrorDetails, language: keyof Bilingual): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const detail = details[name];
    if (detail === undefined) return whole;
    return isBilingual(detail) ? detail[language] : String(detail);
  });
}

function isBilingual(detail: ErrorDetails[string]): detail is Bilingual {
  return typeof detail === 'object' && detail !== null;
}
