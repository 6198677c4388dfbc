import type { Bilingual } from '../../core/errors.ts';

/** What one look says. */
export interface Check {
  name: string;
  ok: boolean;
  says: Bilingual;
  /** What to do, where it is not ok. */
  fix?: Bilingual;
}

export function good(name: string, en: string, zh: string): Check {
  return { name, ok: true, says: { en, zh } };
}

export function bad(name: string, says: Bilingual, fix: Bilingual): Check {
  return { name, ok: false, says, fix };
}
