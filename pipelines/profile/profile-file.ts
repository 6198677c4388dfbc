import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Config } from '../../config/index.ts';
import type { Format } from '../../connectors/index.ts';
import { Duck } from '../../core/duckdb/duck.ts';
import type { Bilingual } from '../../core/errors.ts';
import type { ValueType } from '../../values/index.ts';
import { pipelineErrors } from '../errors.ts';
import { guessColumn } from './guess-columns.ts';
import { guessFormat } from './guess-format.ts';
import { guessKey } from './guess-key.ts';
import { guessMentions, guessRelations } from './guess-mentions.ts';
import { measureColumns } from './measure-steps.ts';
import { writeSource } from './write-source.ts';

export interface ProfileRequest {
  /** Absolute path. */
  file: string;
  /** `department.feed`; absent: as folder and file are called. */
  source?: string;
  formats: Readonly<Record<string, Format>>;
  valueTypes: Record<string, ValueType>;
  entities: Config['entities'];
  language: keyof Bilingual;
}

export interface Profile {
  source: string;
  /** The source's YAML, with comments. */
  yaml: string;
  format: { name: string; settings: Record<string, string | number> };
  key: string[];
  rows: number;
  columns: { name: string; type: string; filled: number; distinct: number }[];
}

/**
 * Looks at a file that nobody described and proposes its source: how it is written, what its columns hold, what names a row, of whom and
 * what it speaks. Values are only counted; those of code tables alone are told, and only where many rows share them.
 *
 * @throws profileUnreadable, profileEmpty
 */
export async function profileFile(request: ProfileRequest): Promise<Profile> {
  const { file, formats, valueTypes, entities, language } = request;
  const workFolder = await mkdtemp(path.join(tmpdir(), 'sanku-profile-'));
  const db = await Duck.open({ spillFolder: workFolder, memoryMb: 1024 });
  try {
    const format = await guessFormat({ file, formats, db, workFolder });
    if (format.rows === 0) throw pipelineErrors.profileEmpty({ file: path.basename(file) });
    const columns = (await measureColumns(db, format.columns, valueTypes)).map(guessColumn);
    const key = await guessKey(db, columns);
    const mentions = guessMentions(columns, entities);
    const source = request.source ?? sourceOf(file);
    const yaml = writeSource({ source, format, columns, key, mentions, relations: guessRelations(columns, mentions) }, language);
    return {
      source,
      yaml,
      format: { name: format.name, settings: format.settings },
      key: key.columns,
      rows: format.rows,
      columns: columns.map(({ name, type, filled, distinct }) => ({ name, type, filled, distinct })),
    };
  } finally {
    db.close();
    await rm(workFolder, { recursive: true, force: true });
  }
}

/** `police/residents.2026-10-01.csv` is police.residents; what is no name becomes department or feed. */
function sourceOf(file: string): string {
  const word = (text: string, instead: string) => {
    const found = text
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replace(/^[-0-9]+|-+$/g, '');
    return found === '' ? instead : found;
  };
  return `${word(path.basename(path.dirname(file)), 'department')}.${word(path.basename(file).split('.')[0]!, 'feed')}`;
}
