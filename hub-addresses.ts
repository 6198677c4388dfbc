/** Addresses parsed for people. Needs a table of divisions, and no database. */
import type { Division } from './config/index.ts';
import { CHINA_TIME, createToday } from './core/day.ts';
import {
  ADDRESS_FINDINGS,
  type AddressParser,
  type AddressParserOptions,
  createAddressParser,
  type LearnedGazetteer,
  type ParsedAddress,
} from './values/index.ts';

export interface AddressAnswers {
  /** The parser for the moment: it goes by the names learned and decided until now. */
  prepare(): Promise<PreparedParser>;
}

export interface PreparedParser {
  /** What it was made of, to make one in another thread. */
  options: AddressParserOptions;
  /** Of the learned names that it goes by; null where there are none. */
  gazetteer: string | null;
  /** @param on `YYYY-MM-DD`: divisions as they were on that day; default today */
  parse(text: string, on?: string): ParsedAddress;
}

/** A version of the learned names; they are read only where it is another than the last one. */
export interface LearnedNames {
  version: string;
  read(): Promise<LearnedGazetteer>;
}

export interface AddressOptions {
  divisions: readonly Division[];
  clock?: (() => Date) | undefined;
  /** Where days begin; default China's. */
  timeZone?: string | undefined;
  /** Code of the division in which names that fit several places are looked for. */
  home?: string | undefined;
  /** Absent: the grammar and the divisions alone. */
  learned?: (() => Promise<LearnedNames | undefined>) | undefined;
}

/** The table of China takes half a second and 40 MB: it is read when the first address comes, and never where threads of their own read it. */
export function createAddressAnswers({ divisions, home, learned, ...time }: AddressOptions): AddressAnswers {
  const today = createToday(time.timeZone ?? CHINA_TIME, time.clock ?? (() => new Date()));
  let made: Promise<{ options: AddressParserOptions; parser(): AddressParser }> | undefined;
  let version: string | undefined;
  const make = async (names: LearnedNames | undefined) => {
    const options = { divisions, today: today(), home, learned: await names?.read() };
    let parser: AddressParser | undefined;
    return { options, parser: () => (parser ??= createAddressParser(options)) };
  };
  return {
    async prepare() {
      const names = await learned?.();
      if (made === undefined || names?.version !== version) {
        version = names?.version;
        made = make(names);
        // The next one tries again.
        made.catch(() => (made = undefined));
      }
      const { options, parser } = await made;
      return {
        gazetteer: options.learned?.version ?? null,
        options: { ...options, today: today() },
        parse: (text, on) => parser().parse(text, on ?? today()),
      };
    },
  };
}

/** What a finding says, in both languages. */
export function addressFinding(code: keyof typeof ADDRESS_FINDINGS): { en: string; zh: string } {
  return ADDRESS_FINDINGS[code].message;
}
