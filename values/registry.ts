/** Reads the files of a folder that is a registry: each exports what the folder collects, under one name. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const NOT_ENTRIES = /^(index|contract)\.ts$|\.test\.ts$/;

/** Modules of a folder in the order of their names, each with its file's name without the ending. `folder` ends in a slash. */
export async function readFolder<T>(folder: URL): Promise<{ file: string; module: T }[]> {
  const files = readdirSync(fileURLToPath(folder)).filter((file) => file.endsWith('.ts') && !NOT_ENTRIES.test(file));
  return Promise.all(
    files.sort().map(async (file) => ({ file: file.slice(0, -3), module: (await import(new URL(file, folder).href)) as T })),
  );
}
