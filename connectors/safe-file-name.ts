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
