import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { dayIn } from '../../../core/day.ts';
import { isSankuError } from '../../../core/errors.ts';
import type { Collected, CollectRequest, Transport, TransportMark } from '../../contract.ts';
import { dayInName } from '../../said-in-name.ts';
import { backOffMs } from './back-off.ts';
import { deliveredName } from './delivered-name.ts';
import { httpErrors } from './errors.ts';
import { type Answer, openResponse } from './open-response.ts';
import { saveBody } from './save-body.ts';
import { addressOf, type HttpSettings, httpSettings, withDefaults } from './settings.ts';

/**
 * A file behind an HTTP or HTTPS address. The server is asked whether it changed since the last time (ETag, Last-Modified); trouble is
 * tried again with growing pauses; what arrives counts only when it is whole and no web page.
 */
export const http: Transport = { name: 'http', settings: httpSettings, collect };

async function collect(request: CollectRequest): Promise<Collected> {
  const settings = withDefaults(request.settings);
  const { surroundings } = request;
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptOnce(request, settings);
    } catch (error) {
      const mayRetry = isSankuError(error) && error.entry.retry && attempt < settings.attempts;
      if (!mayRetry) throw error;
      const asked = Number(error.details['retryAfterSeconds'] ?? 0);
      await surroundings.pause(backOffMs({ attempt, askedSeconds: asked, random: surroundings.random }));
    }
  }
}

async function attemptOnce(request: CollectRequest, settings: HttpSettings): Promise<Collected> {
  const { source, mark, workFolder } = request;
  const nothing: Collected = { deliveries: [], refused: [], mark: mark ?? {} };
  const day = settings.url.includes('{date}') ? today(request) : undefined;
  const url = new URL(settings.url.replaceAll('{date}', day ?? ''));
  const signal = AbortSignal.timeout(settings.wholeSeconds * 1000);
  const headers = { 'user-agent': 'sanku', accept: '*/*', 'accept-encoding': 'identity', ...settings.headers, ...conditions(mark, day) };
  const answer = await openResponse({ url, headers, settings, signal });
  try {
    const { statusCode: status = 0, headers: found } = answer.response;
    if (status === 304 || status === 204) return nothing;
    if (status !== 200) throw refusal(answer, status);
    const name = deliveredName({ headers: found, url: answer.url, source });
    const file = path.join(workFolder, 'fetched', name);
    await rm(path.dirname(file), { recursive: true, force: true });
    await mkdir(path.dirname(file), { recursive: true });
    await saveBody(answer, { file, keepsPacked: /\.t?gz$/i.test(name), settings, signal });
    const lastModified = found['last-modified'];
    const asOf = asOfDay(request, { wanted: settings.asOf, name, lastModified });
    return { deliveries: [{ source, files: [file], asOf }], refused: [], mark: markOf({ etag: found.etag, lastModified, day }) };
  } finally {
    answer.response.destroy();
  }
}

const LATER = [408, 425, 429, 500, 502, 503, 504];

function refusal({ response, url }: Answer, status: number): Error {
  const address = addressOf(url);
  if (!LATER.includes(status)) return httpErrors.httpRefused({ address, status });
  const after = Number(response.headers['retry-after']);
  return httpErrors.httpUnavailable({ address, status, retryAfterSeconds: Number.isFinite(after) ? after : 0 });
}

/** Every day's address has marks of its own: what yesterday's file was called says nothing of today's. */
function conditions(mark: TransportMark | null, day: string | undefined): Record<string, string> {
  if (mark === null || mark['day'] !== day) return {};
  return {
    ...(mark['etag'] === undefined ? {} : { 'if-none-match': mark['etag'] }),
    ...(mark['lastModified'] === undefined ? {} : { 'if-modified-since': mark['lastModified'] }),
  };
}

function markOf(found: { etag: string | undefined; lastModified: string | undefined; day: string | undefined }): TransportMark {
  return Object.fromEntries(Object.entries(found).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

interface DaySources {
  wanted: HttpSettings['asOf'];
  name: string;
  lastModified: string | undefined;
}

/** null: the day on which it is taken in. */
function asOfDay(request: CollectRequest, { wanted, name, lastModified }: DaySources): string | null {
  const modified = lastModified === undefined ? Number.NaN : Date.parse(lastModified);
  const modifiedDay = Number.isNaN(modified) ? null : dayIn(request.timeZone, new Date(modified));
  switch (wanted) {
    case 'name':
      return dayInName(name);
    case 'last-modified':
      return modifiedDay;
    case 'today':
      return today(request);
    case 'yesterday':
      return dayBefore(today(request));
    default:
      return dayInName(name) ?? modifiedDay;
  }
}

function today(request: CollectRequest): string {
  return dayIn(request.timeZone, request.surroundings.clock());
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
