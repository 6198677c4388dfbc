import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Duck } from '../../core/duckdb/duck.ts';
import { duck, join, name, rawSql, type Sql } from '../../core/duckdb/sql.ts';
import {
  chosenLevels,
  createValueTypes,
  FEATURES,
  featureOf,
  featuresOfKind,
  KINDS,
  type Kind,
  LEVEL_FAMILIES,
  type LevelChoice,
  registerKinds,
  type Side,
} from '../index.ts';

let db: Duck;
beforeAll(async () => {
  db = await Duck.open({ spillFolder: mkdtempSync(path.join(tmpdir(), 'sanku-levels-')) });
  await registerKinds(db, createValueTypes({ divisions: [], today: '2026-10-01' }));
});
afterAll(() => db.close());

const side = (table: string): Side => ({ value: duck`${name(table)}.value`, feature: (one) => duck`${name(table)}.${name(one)}` });

/** The name of the first level that holds for each pair of values, in both directions; null where none does. */
async function judged(
  choices: readonly LevelChoice[],
  pairs: readonly (readonly [string, string])[],
  clean: (raw: Sql) => Sql = (raw) => raw,
): Promise<[unknown, unknown][]> {
  const chosen = choices.map((choice) => {
    const found = chosenLevels(choice);
    if (!found?.ok) throw new Error(JSON.stringify(found));
    return found.value;
  });
  const features = [...new Set(chosen.flatMap((one) => one.features))];
  const columns = [duck`value`, ...features.map((one) => duck`${featureOf(one, rawSql('value'))} AS ${name(one)}`)];
  const dictionary = (raws: string[]) =>
    duck`SELECT i, ${join(columns)} FROM (SELECT i, ${clean(rawSql('raw'))} AS value FROM (SELECT unnest(${raws}::VARCHAR[]) AS raw, unnest(range(${raws.length})) AS i))`;
  const first = (left: Side, right: Side) =>
    duck`CASE ${join(
      chosen.flatMap(({ levels }) => levels).map((level) => duck`WHEN ${level.holds(left, right)} THEN ${level.name}`),
      ' ',
    )} END`;
  const rows = await db.rows<{ there: string | null; back: string | null }>(
    duck`SELECT ${first(side('l'), side('r'))} AS there, ${first(side('r'), side('l'))} AS back
      FROM (${dictionary(pairs.map(([left]) => left))}) l JOIN (${dictionary(pairs.map(([, right]) => right))}) r USING (i) ORDER BY i`,
  );
  return rows.map(({ there, back }) => [there, back]);
}

async function cleanedBy(kind: Kind, raws: readonly (string | null)[]): Promise<(string | null)[]> {
  const rows = await db.rows<{ value: string | null }>(
    duck`SELECT ${kind.clean(rawSql('raw'))} AS value FROM (SELECT unnest(${raws as string[]}::VARCHAR[]) AS raw, unnest(range(${raws.length})) AS i) ORDER BY i`,
  );
  return rows.map(({ value }) => value);
}

describe.each(Object.entries(LEVEL_FAMILIES))('levels: %s', (_name, family) => {
  test('its examples hold, in both directions', async () => {
    expect(family.examples.length).toBeGreaterThan(2);
    for (const examples of Object.values(Object.groupBy(family.examples, ({ settings }) => JSON.stringify(settings ?? {})))) {
      const found = await judged(
        [{ family: family.name, settings: examples![0]!.settings }],
        examples!.map(({ left, right }) => [left, right] as const),
      );
      expect(examples!.map((example, i) => ({ ...example, level: found[i] }))).toEqual(
        examples!.map((example) => ({ ...example, level: [example.level, example.level] })),
      );
    }
  });

  test('its levels have names of their own, and say what they mean in both languages', () => {
    const found = chosenLevels({ family: family.name });
    if (!found?.ok) throw new Error('the default settings are refused');
    const names = found.value.levels.map((level) => level.name);
    expect(names.length).toBeGreaterThan(0);
    expect(new Set(names).size).toBe(names.length);
    for (const { name: one, label, sentence } of found.value.levels) {
      expect(one).toMatch(/^[a-z0-9]+([-.][a-z0-9]+)*$/);
      for (const text of [label, sentence, family.title, family.says])
        expect([one, text.en.length > 0, /\p{Script=Han}/u.test(text.zh)]).toEqual([one, true, true]);
    }
    expect(family.features.filter((feature) => FEATURES[feature] === undefined)).toEqual([]);
  });
});

describe.each(Object.entries(KINDS))('kind: %s', (_name, kind) => {
  test('cleans its examples, and what is clean stays as it is', async () => {
    const values = await cleanedBy(
      kind,
      kind.examples.map(({ raw }) => raw),
    );
    expect(values).toEqual(kind.examples.map(({ value }) => value));
    const clean = values.filter((value) => value !== null);
    expect(await cleanedBy(kind, clean)).toEqual(clean);
    expect(await cleanedBy(kind, [null, '', ' \t\u3000'])).toEqual([null, null, null]);
  });

  test('its pairs get the levels that they should', async () => {
    const found = await judged(
      kind.levels,
      kind.pairs.map(({ left, right }) => [left, right] as const),
      kind.clean,
    );
    expect(kind.pairs.map((pair, i) => ({ ...pair, level: found[i] }))).toEqual(
      kind.pairs.map((pair) => ({ ...pair, level: [pair.level, pair.level] })),
    );
  });

  test('its features and blocking keys are there', () => {
    expect(featuresOfKind(kind).filter((feature) => FEATURES[feature] === undefined)).toEqual([]);
  });
});
