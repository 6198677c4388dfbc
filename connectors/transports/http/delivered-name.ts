import type { IncomingHttpHeaders } from 'node:http';
import path from 'node:path';
import { safeFileName } from '../../safe-file-name.ts';

/**
 * What the file is called: as Content-Disposition says, else the last part of the address, else as the feed. Only a name, never a path.
 */
export function deliveredName({ headers, url, source }: { headers: IncomingHttpHeaders; url: URL; source: string }): string {
  const candidates = [fromDisposition(headers['content-disposition']), decoded(path.posix.basename(url.pathname))];
  const found = candidates.map(safeFileName).find((name) => name !== '' && path.extname(name) !== '');
  return found ?? `${source.split('.')[1] ?? source}.data`;
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
