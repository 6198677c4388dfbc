import path from 'node:path';

const LONGEST = 120;

/** A name that came from outside as one that can stand in a folder: no path, nothing hidden, nothing that a system cannot write; '' when nothing is left. */
export function safeFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const bare = last.replaceAll(/[\u0000-\u001f\u007f<>:"|?*\ufffd]/g, '').replace(/^\.+/, '');
  const ending = path.extname(bare).slice(0, 12);
  return bare.length <= LONGEST ? bare : `${bare.slice(0, LONGEST - ending.length)}${ending}`;
}

/** The day in a file's name, as in `residents.2026-10-01.csv`. */
export function dayInName(name: string): string | null {
  return /[._-](\d{4}-\d{2}-\d{2})[._]/.exec(name)?.[1] ?? null;
}

/** Whether a file is one of several, as `residents.1-of-3.csv`. */
export function isPartName(name: string): boolean {
  return /\.\d{1,4}-of-\d{1,4}\.[A-Za-z0-9]+$/.test(name);
}
