import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closedSettings } from './check-source.ts';
import { type Raw, rawMap } from './lenient.ts';
import type { Registries } from './written-parts.ts';
import { schemasOf } from './written-schemas.ts';

/** The JSON Schemas with which an editor completes and explains the YAML: file name → text. The same bytes for the same registries. */
export function schemaFiles(registries: Registries): Record<string, string> {
  const { hub, entity, source, comparison } = schemasOf(registries);
  return {
    'comparison.schema.json': schemaText('Header of a comparison (比对文件头)', comparison as Raw),
    'entity.schema.json': schemaText('An entity (实体)', entity as Raw),
    'hub.schema.json': schemaText('The hub (本库设置)', hub as Raw),
    'source.schema.json': schemaText('A source (数据来源)', withSettings(source as Raw, registries)),
  };
}

/** Writes the schema files into a folder. @returns the names written */
export function writeSchemaFiles(folder: string, registries: Registries): string[] {
  mkdirSync(folder, { recursive: true });
  const files = schemaFiles(registries);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return Object.keys(files);
}

function schemaText(title: string, schema: Raw): string {
  return `${JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', title, ...schema }, null, 2)}\n`;
}

/** In an editor the settings offered are those of the format and the transport named. */
function withSettings(source: Raw, { formats, transports }: Registries): Raw {
  const properties = rawMap(source['properties']);
  const choicesOf = (known: Registries['formats']) =>
    Object.keys(known)
      .sort()
      .map((name) => ({
        if: { properties: { name: { const: name } }, required: ['name'] },
        // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
        then: closedSettings(known[name]!.settings),
      }));
  const format = { ...rawMap(properties['format']), allOf: choicesOf(formats) };
  const transport = { ...rawMap(properties['transport']), allOf: choicesOf(transports) };
  return { ...source, properties: { ...properties, format, transport } };
}
