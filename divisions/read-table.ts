import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { checkDivisions, type Division, describeMistake, Mistakes } from '../config/index.ts';
import { type Bilingual, isSankuError } from '../core/errors.ts';
import { systemTrouble } from '../core/system-trouble.ts';
import { divisionErrors } from './errors.ts';

/**
 * Reads a table of divisions, laid over `base`.
 *
 * @throws divisionFileUnreadable; divisionsUnusable with every mistake at once, each with its line
 */
export async function readTable(file: string, base: readonly Division[]): Promise<Division[]> {
  const text = await readText(file);
  const mistakes = new Mistakes();
  const divisions = checkDivisions({ file: path.basename(file), text, base }, mistakes);
  const found = mistakes.sorted();
  if (found.length === 0) return divisions;
  const list = (language: 'en' | 'zh') => found.map((mistake) => describeMistake(mistake, language)).join('\n');
  throw divisionErrors.divisionsUnusable({ file, count: found.length, list: list('en'), listZh: list('zh') });
}

/** UTF-8, with or without its mark, or GB18030: what spreadsheets save. @throws divisionFileUnreadable */
export async function readText(file: string): Promise<string> {
  try {
    const bytes = await readFile(file);
    return decode(bytes, 'utf-8') ?? decode(bytes, 'gb18030') ?? refuse(file, NOT_TEXT);
  } catch (error) {
    if (isSankuError(error)) throw error;
    return refuse(file, systemTrouble(error));
  }
}

const NOT_TEXT = { en: 'it is neither UTF-8 nor GB18030', zh: '既不是 UTF-8 也不是 GB18030 编码' };

function refuse(file: string, reason: Bilingual): never {
  throw divisionErrors.divisionFileUnreadable({ file, reason });
}

function decode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
