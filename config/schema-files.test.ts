import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { compileSchema } from '../core/validate.ts';
import { caseRegistries } from './cases/registries.ts';
import { schemaFiles, writeSchemaFiles } from './index.ts';

const VALID = join(import.meta.dirname, 'cases/valid');
const valid = (file: string) => parse(readFileSync(join(VALID, file), 'utf8'), { stringKeys: true }) as Record<string, unknown>;

function check(schemaFile: string, value: unknown): boolean {
  const { $schema: _, ...schema } = JSON.parse(schemaFiles(caseRegistries)[schemaFile]!) as Record<string, unknown>;
  return compileSchema(schema)(value).ok;
}

test.each([
  ['hub.schema.json', 'hub.yaml'],
  ['entity.schema.json', 'entities/person.yaml'],
  ['source.schema.json', 'sources/police/residents.yaml'],
])('%s, as an editor reads it, agrees with a valid %s and refuses an unknown key', (schema, file) => {
  expect(check(schema, valid(file))).toBe(true);
  expect(check(schema, { ...valid(file), unknown: 1 })).toBe(false);
});

test('the settings offered are those of the format named', () => {
  const source = valid('sources/police/residents.yaml');
  expect(check('source.schema.json', { ...source, format: { name: 'dbf', codePage: 'gbk' } })).toBe(true);
  expect(check('source.schema.json', { ...source, format: { name: 'csv', codePage: 'gbk' } })).toBe(false);
});

test('every key is explained in English and Chinese', () => {
  for (const text of Object.values(schemaFiles(caseRegistries))) {
    const described = [...text.matchAll(/"description": "([^"]*)"/g)].map((match) => match[1]!);
    expect(described.length).toBeGreaterThan(2);
    for (const description of described) expect(description).toMatch(/^[ -~’→…]+\\n\\n.*\p{Script=Han}/u);
  }
});

test('the files are written as they are made', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sanku-schemas-'));
  for (const name of writeSchemaFiles(folder, caseRegistries)) {
    expect(readFileSync(join(folder, name), 'utf8')).toBe(schemaFiles(caseRegistries)[name]);
  }
  rmSync(folder, { recursive: true });
});
