/** How near two values are. START HERE: `contract.ts`. Every other file beside this one is a level family; adding a file adds the family. */
import { type Checked, compileSchema } from '../../core/validate.ts';
import { hanLevelMacros } from '../features/han/compare.ts';
import { macro } from '../macro-text.ts';
import { readFolder } from '../registry.ts';
import type { Level, LevelChoice, LevelFamily } from './contract.ts';

export type { Level, LevelChoice, LevelFamily, Side } from './contract.ts';

const files = await readFolder<{ family: LevelFamily }>(new URL('.', import.meta.url));

/** Every level family, by name. */
export const LEVEL_FAMILIES: Readonly<Record<string, LevelFamily>> = Object.fromEntries(
  files.map(({ module }) => [module.family.name, module.family]),
);

/** The levels that a choice gives and the features they look at, or what is wrong with its settings; undefined for an unknown family. */
export function chosenLevels({
  family: name,
  settings = {},
}: LevelChoice): Checked<{ levels: Level[]; features: readonly string[] }> | undefined {
  const family = findByName(LEVEL_FAMILIES, name);
  if (family === undefined) return undefined;
  const checked = compileSchema(family.settings)(structuredClone(settings));
  return checked.ok ? { ok: true, value: { levels: family.levels(checked.value), features: family.features } } : checked;
}

/** An entry by its name, written with blanks, dashes or underscores, in any case. */
export function findByName<T>(entries: Readonly<Record<string, T>>, name: string): T | undefined {
  const wanted = plain(name);
  const key = Object.keys(entries).find((one) => plain(one) === wanted);
  return key === undefined ? undefined : entries[key];
}

function plain(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ');
}

/** What the levels need in a database. */
export const levelMacros: readonly string[] = [
  // `mismatches` refuses texts of different lengths.
  macro('differing(a, b)', 'CASE WHEN strlen(a) = strlen(b) THEN mismatches(a, b) END'),
  ...hanLevelMacros,
  // One change: texts of one length differ at one place or at two neighbours; others share their first or last character.
  macro(
    'one_edit(a, b)',
    `CASE WHEN strlen(a) = strlen(b) THEN CASE mismatches(a, b) WHEN 1 THEN true WHEN 2 THEN damerau_levenshtein(a, b) = 1 ELSE false END
      WHEN left(a, 1) = left(b, 1) OR right(a, 1) = right(b, 1) THEN levenshtein(a, b) = 1 ELSE false END`,
  ),
  // Jaro's similarity is the cheapest and says first that two are far from each other. Levenshtein is seven times as fast as
  // Damerau–Levenshtein, which is needed only where neighbours may be swapped.
  macro(
    'few_edits(a, b, most)',
    `CASE WHEN least(length(a), length(b)) >= 3 * most AND jaro_similarity(a, b, 0.65::DOUBLE) < 0.65 THEN false
      WHEN levenshtein(a, b) <= most THEN true WHEN levenshtein(a, b) <= 2 * most THEN damerau_levenshtein(a, b) <= most ELSE false END`,
  ),
  macro(
    'edits_within(a, b, most)',
    `CASE WHEN abs(length(a) - length(b)) > most THEN false
      WHEN strlen(a) + strlen(b) > length(a) + length(b) THEN CASE WHEN length(a) = length(b) THEN characters_off(a, b) <= most ELSE one_character_more(a, b) OR one_character_more(b, a) END
      WHEN most = 1 THEN one_edit(a, b) ELSE few_edits(a, b, most) END`,
  ),
];
