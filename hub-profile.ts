/** Looks at a file that no source describes yet. Needs a configuration for its entities, and no database. */
import path from 'node:path';
import { loadConfig } from './config/index.ts';
import type { Bilingual } from './core/errors.ts';
import { loadRegistries } from './hub.ts';
import { type Profile, profileFile } from './pipelines/index.ts';
import { createValueTypes } from './values/index.ts';

export interface ProfileOptions {
  file: string;
  source?: string;
  configFolder: string;
  language: keyof Bilingual;
}

/** @throws configInvalid, profileUnreadable, profileEmpty */
export async function proposeSource({ file, configFolder, ...rest }: ProfileOptions): Promise<Profile> {
  const { registries, formats } = await loadRegistries();
  const config = await loadConfig({ folder: configFolder, registries });
  const valueTypes = createValueTypes({ divisions: config.divisions });
  return profileFile({ file: path.resolve(file), formats, valueTypes, entities: config.entities, ...rest });
}
