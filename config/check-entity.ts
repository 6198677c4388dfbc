import type { KnownAttributes } from './check-source.ts';
import { rawMap, rawText, rawTexts } from './lenient.ts';
import type { Mistakes } from './mistakes.ts';
import { advise } from './nearest.ts';
import type { Path, YamlFile } from './yaml-file.ts';

/** What no schema can say of an entity: its name is its file's, its attributes are names, its trusted sources exist. */
export function checkEntity(yaml: YamlFile, sources: readonly string[], mistakes: Mistakes): void {
  const written = rawText(yaml.data['entity']);
  const expected = entityOfFile(yaml.file);
  if (written !== undefined && written !== expected) mistakes.add('nameNotPath', yaml.at(['entity']), { written, expected });
  checkTrusted({ yaml, at: ['survivorship', 'sources'], list: rawMap(yaml.data['survivorship'])['sources'], sources }, mistakes);
  for (const [name, attribute] of Object.entries(rawMap(yaml.data['attributes']))) {
    const { survivorship, codes, type } = rawMap(attribute);
    const wanted = { wanted: 'letters and digits, the first a small letter (camelCase)', wantedZh: '字母和数字，首字母小写（camelCase）' };
    if (!/^[a-z][A-Za-z0-9]*$/.test(name)) mistakes.add('nameUnfit', yaml.at(['attributes', name], 'key'), { name, ...wanted });
    if (codes !== undefined && type !== 'code') mistakes.add('codesUnused', yaml.at(['attributes', name, 'codes'], 'key'));
    checkTrusted({ yaml, at: ['attributes', name, 'survivorship', 'sources'], list: rawMap(survivorship)['sources'], sources }, mistakes);
  }
}

/** The attributes that mentions may name, as far as they can be read. */
export function knownAttributes(yamls: readonly YamlFile[]): KnownAttributes {
  return new Map(
    yamls.map((yaml) => {
      const attributes = Object.entries(rawMap(yaml.data['attributes'])).map(([name, written]) => {
        const { type, codes } = rawMap(written);
        return [name, { type: rawText(type), codes: codes === undefined ? undefined : Object.keys(rawMap(codes)) }] as const;
      });
      return [entityOfFile(yaml.file), new Map(attributes)];
    }),
  );
}

interface TrustedSources {
  yaml: YamlFile;
  at: Path;
  list: unknown;
  sources: readonly string[];
}

function checkTrusted({ yaml, at, list, sources }: TrustedSources, mistakes: Mistakes): void {
  for (const [index, source] of rawTexts(list)) {
    if (sources.includes(source)) continue;
    mistakes.add('wordUnknown', yaml.at([...at, index]), {
      word: `Source ${source}`,
      wordZh: `来源 ${source}`,
      ...advise(source, sources),
    });
  }
}

function entityOfFile(file: string): string {
  return file.replace(/^entities\//, '').replace(/\.yaml$/, '');
}
