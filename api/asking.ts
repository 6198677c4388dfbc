import type { FastifyRequest } from 'fastify';
import type { Asking } from '../access/index.ts';

/** Who asks, why, and from where. */
export function readAsking({ headers, ip }: Pick<FastifyRequest, 'headers' | 'ip'>): Asking {
  return {
    from: ip,
    key: /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1],
    purpose: headerText(headers['x-sanku-purpose']),
    user: headerText(headers['x-sanku-user']),
    caseNumber: headerText(headers['x-sanku-case']),
  };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Node reads headers byte by byte as Latin-1; names are sent as UTF-8 (curl) or percent-encoded (browsers). */
function headerText(header: string | string[] | undefined): string | undefined {
  const raw = Array.isArray(header) ? header[0] : header;
  if (raw === undefined) return undefined;
  return percentDecoded(fromLatin1(raw));
}

function fromLatin1(raw: string): string {
  // The same in both.
  if (/^[\x20-\x7e]*$/.test(raw)) return raw;
  try {
    return utf8.decode(Buffer.from(raw, 'latin1'));
  } catch {
    return raw;
  }
}

function percentDecoded(text: string): string {
  if (!/%[0-9a-f]{2}/i.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
