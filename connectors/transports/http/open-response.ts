import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isSankuError } from '../../../core/errors.ts';
import { systemTrouble } from '../../../core/system-trouble.ts';
import { httpErrors } from './errors.ts';
import { addressOf, type HttpSettings } from './settings.ts';

export interface Asked {
  url: URL;
  headers: Record<string, string>;
  settings: HttpSettings;
  /** Aborted when the whole attempt has taken too long. */
  signal: AbortSignal;
}

/** An answer whose body is still to come. */
export interface Answer {
  response: IncomingMessage;
  /** Where it came from in the end. */
  url: URL;
  /** What the connection had to say after the body: the server sent more than it had promised. */
  fault(): Error | undefined;
}

const MOST_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Asks, and follows redirects. The configured headers, which may hold a secret, go to no other host.
 *
 * @throws httpUnreachable, httpTooSlow, httpTooManyRedirects, httpRedirectUnfit
 */
export async function openResponse(asked: Asked): Promise<Answer> {
  let { url, headers } = asked;
  for (let followed = 0; ; followed++) {
    const answer = await ask({ ...asked, url, headers });
    const { statusCode = 0, headers: found } = answer.response;
    if (!REDIRECTS.includes(statusCode) || found.location === undefined) return answer;
    answer.response.destroy();
    if (followed === MOST_REDIRECTS) throw httpErrors.httpTooManyRedirects({ address: addressOf(asked.url), limit: MOST_REDIRECTS });
    const target = targetOf(url, found.location);
    if (target.host !== url.host) headers = {};
    url = target;
  }
}

function targetOf(from: URL, location: string): URL {
  const unfit = (target: string, reason: string, reasonZh: string) =>
    httpErrors.httpRedirectUnfit({ address: addressOf(from), target, reason, reasonZh });
  if (!URL.canParse(location, from.href)) throw unfit('–', 'it is no address', '不是有效地址');
  const target = new URL(location, from);
  if (!/^https?:$/.test(target.protocol)) throw unfit(target.protocol, 'only http and https are', '仅支持 http 和 https');
  if (from.protocol === 'https:' && target.protocol === 'http:') throw unfit(addressOf(target), 'it is not encrypted', '未加密');
  return target;
}

function ask({ url, headers, settings, signal }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    let fault: Error | undefined;
    const within = (seconds: number, slow: () => Error) => {
      clearTimeout(timer);
      timer = setTimeout(() => request.destroy(slow()), seconds * 1000);
    };
    const client = url.protocol === 'https:' ? https : http;
    // One connection each: none that the server has closed meanwhile, and its end shows whether there was more.
    const request = client.request(url, { headers, agent: false, signal });
    within(settings.connectSeconds, () => tooSlow(url, 'connect', settings));
    request.once('socket', (socket) => {
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        within(settings.idleSeconds, () => tooSlow(url, 'idle', settings));
      });
    });
    request.once('response', (response) => {
      clearTimeout(timer);
      resolve({ response, url, fault: () => fault });
    });
    request.on('error', (error) => {
      clearTimeout(timer);
      fault = error;
      reject(asHttpError(error, { url, settings }));
    });
    request.end();
  });
}

const SLOW = {
  connect: { what: 'take the connection', whatZh: '未建立连接', setting: 'connectSeconds' },
  idle: { what: 'say anything', whatZh: '没有任何响应', setting: 'idleSeconds' },
  whole: { what: 'send the whole file', whatZh: '未发送完整文件', setting: 'wholeSeconds' },
} as const;

export function tooSlow(url: URL, kind: keyof typeof SLOW, settings: HttpSettings): Error {
  const { what, whatZh, setting } = SLOW[kind];
  return httpErrors.httpTooSlow({ address: addressOf(url), what, whatZh, setting, seconds: settings[setting] });
}

/** What a socket says, as an error of the catalogue. */
export function asHttpError(error: unknown, { url, settings }: { url: URL; settings: HttpSettings }): Error {
  if (isSankuError(error)) return error;
  const { name } = error as Error;
  if (name === 'AbortError' || name === 'TimeoutError') return tooSlow(url, 'whole', settings);
  return httpErrors.httpUnreachable({ address: addressOf(url), reason: systemTrouble(error) }, error);
}
