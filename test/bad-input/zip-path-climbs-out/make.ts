import { zipOf } from '../../../connectors/archives/testing.ts';
import { PEOPLE } from '../people.ts';

/** A path that would be written above the folder it is unpacked into. No ordinary program packs it: it is put in afterwards. */
export async function make(): Promise<Record<string, Buffer>> {
  const [harmless, climbing] = ['aaaaaaaaa/people.csv', '../../../ssh/key.csv'];
  const zip = await zipOf({ [harmless]: PEOPLE });
  for (let at = zip.indexOf(harmless); at !== -1; at = zip.indexOf(harmless, at + 1)) zip.write(climbing, at, 'latin1');
  return { 'people.2026-11-01.zip': zip };
}
