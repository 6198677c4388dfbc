import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Config, checkConfigFiles, describeMistake, loadConfig, type Registries, schemaFiles } from '../config/index.ts';
import { loadRegistries, SHIPPED_CONFIG } from '../hub.ts';

const DOCS = join(import.meta.dirname, '../docs');

let registries: Registries;
let config: Config;
beforeAll(async () => {
  ({ registries } = await loadRegistries());
  config = await loadConfig({ folder: SHIPPED_CONFIG, registries, secrets: {} });
});

describe('the shipped configuration', () => {
  test('has no mistake, and every base, source and comparison of the sample city', () => {
    expect(Object.keys(config.entities)).toEqual(['person', 'company', 'house']);
    expect(config.sources.map(({ source }) => source)).toEqual([
      'civil-affairs.assistance',
      'civil-affairs.deaths',
      'civil-affairs.marriages',
      'commerce.companies',
      'commerce.officers',
      'grid.visits',
      'housing.building-table',
      'housing.contracts',
      'housing.mortgages',
      'police.dwellings',
      'police.floating-population',
      'police.residents',
      'social-security.insured',
      'social-security.pension-payments',
      'social-security.unemployment-benefits',
      'tax.taxpayers',
      'tax.wages',
    ]);
    expect(config.comparisons.map(({ name }) => name)).toEqual(expect.arrayContaining(['firm-not-in-tax-roll', 'pension-after-death']));
    expect(config.divisions.length).toBeGreaterThan(0);
  });

  test('keeps every number of a person from those without a special grant', () => {
    for (const source of config.sources) {
      for (const { name, type, sensitivity } of source.columns) {
        if (type === 'id-number') expect([source.source, name, sensitivity]).toEqual([source.source, name, 'sensitive']);
      }
    }
  });
});

test.each(['comparison', 'entity', 'hub', 'source'])(
  'docs/schemas/%s.schema.json is what the program checks (npm run docs writes it)',
  (kind) => {
    const file = `${kind}.schema.json`;
    expect(readFileSync(join(DOCS, 'schemas', file), 'utf8')).toBe(schemaFiles(registries)[file]);
  },
);

test.each(['add-a-source.md', 'add-a-source.zh.md'])(
  'the source that docs/%s tells to write has no mistake, and one misspelt is told as printed',
  (page) => {
    const text = readFileSync(join(DOCS, page), 'utf8');
    const yaml = /```yaml\n([\s\S]*?)```/.exec(text)![1]!;
    const path = 'sources/housing/rentals.yaml';
    expect(checkConfigFiles({ files: { ...config.files, [path]: yaml }, registries }).mistakes).toEqual([]);
    const misspelt = yaml.replace('type: id-number', 'type: idnumber').replace('name: tenant, sex', 'name: tennant, sex');
    const { mistakes } = checkConfigFiles({ files: { ...config.files, [path]: misspelt }, registries });
    expect(mistakes.length).toBe(2);
    for (const mistake of mistakes) expect(text).toContain(describeMistake(mistake, page.includes('.zh.') ? 'zh' : 'en'));
  },
);
