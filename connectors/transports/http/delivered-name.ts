import type { IncomingHttpHeaders } from 'node:http';
import path from 'node:path';

const LONGEST = 120;

/**
 * What the file is called: as Content-Disposition says, else the last part of the address, else as the feed. Only a name, never a path.
 */
export function deliveredName({ headers, url, source }: { headers: IncomingHttpHeaders; url: URL; source: string }): string {
  const candidates = [fromDisposition(headers['content-disposition']), decoded(path.posix.basename(url.pathname))];
  const found = candidates.map(clean).find((name) => name !== '' && path.extname(name) !== '');
  return found ?? `${source.split('.')[1] ?? source}.data`;
}

/** The day in a file's name, as in `residents.2026-10-01.csv`. */
export function dayInName(name: string): string | null {
  return /[._-](\d{4}-\d{2}-\d{2})[._]/.exec(name)?.[1] ?? null;
}

function fromDisposition(header: string | undefined): string {
  if (header === undefined) return '';
  const extended = /filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(header)?.[1];
  if (extended !== undefined) return decoded(extended);
  const plain = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(header);
  // Node reads headers as Latin-1; servers write names in UTF-8.
  return Buffer.from(plain?.[1] ?? plain?.[2] ?? '', 'latin1').toString('utf8');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function clean(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const bare = last.replaceAll(/[\u0000-\u001f\u007f<>:"|?*�]/g, '').replace(/^\.+/, '');
  const ending = path.extname(bare).slice(0, 12);
  return bare.length <= LONGEST ? bare : `${bare.slice(0, LONGEST - ending.length)}${ending}`;
}
