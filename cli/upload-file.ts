import { createReadStream } from 'node:fs';
import http, { type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { systemTrouble } from '../core/system-trouble.ts';
import { cliErrors } from './errors.ts';

/** What the hub answers about a file that was sent to it. */
export interface UploadAnswer {
  id: string;
  source: string;
  status: 'received' | 'importing' | 'imported' | 'repeated' | 'refused';
  bytes: number;
  delivery?: number;
  counts?: Record<'read' | 'accepted' | 'rejected' | 'new' | 'changed' | 'absent', number>;
  error?: { code: string; message: { en: string; zh: string }; fix: { en: string; zh: string } };
}

export interface UploadTarget {
  /** Address of the hub. */
  hub: URL;
  key: string;
  language: 'en' | 'zh';
}

export interface FileToSend {
  source: string;
  file: string;
  bytes: number;
  fileName: string;
  asOf: string | undefined;
  /** Told how many bytes have gone out. */
  onSent(bytes: number): void;
}

const BETWEEN_LOOKS_MS = 500;

/** Sends a file in constant memory. @throws uploadUnanswered, uploadRefused */
export async function sendFile(target: UploadTarget, sending: FileToSend): Promise<UploadAnswer> {
  const { source, file, bytes, fileName, asOf, onSent } = sending;
  const query = new URLSearchParams({ fileName, ...(asOf === undefined ? {} : { asOf }) });
  const headers = { 'content-type': 'application/octet-stream', 'content-length': bytes };
  return ask(target, { path: `sources/${encodeURIComponent(source)}/deliveries?${query}`, method: 'POST', headers }, async (request) => {
    const content = createReadStream(file, { highWaterMark: 1 << 18 });
    let sent = 0;
    content.on('data', (chunk) => {
      sent += chunk.length;
      onSent(sent);
    });
    await pipeline(content, request);
  });
}

/** Asks until the file is imported. @throws uploadUnanswered, uploadRefused */
export async function waitForImport(target: UploadTarget, sent: UploadAnswer): Promise<UploadAnswer> {
  let found = sent;
  while (found.status === 'received' || found.status === 'importing') {
    await pause(BETWEEN_LOOKS_MS);
    found = await ask(target, { path: `uploads/${found.id}`, method: 'GET' }, async (request) => void request.end());
  }
  return found;
}

type Send = (request: http.ClientRequest) => Promise<void>;

async function ask({ hub, key, language }: UploadTarget, { path, ...options }: RequestOptions, send: Send): Promise<UploadAnswer> {
  const url = new URL(`${hub.pathname.replace(/\/$/, '')}/${path}`, hub);
  const headers = { ...options.headers, authorization: `Bearer ${key}`, 'accept-language': language };
  const request = (url.protocol === 'https:' ? https : http).request(url, { ...options, headers });
  const answered = new Promise<IncomingMessage>((resolve, reject) => request.once('response', resolve).on('error', reject));
  try {
    // A refusal may come before all is sent; then what it says counts, not that the sending ended.
    const sending = send(request).catch((error: unknown) => pause(1_000).then(() => Promise.reject(error)));
    const response = await Promise.race([answered, sending.then(() => answered)]);
    const text = await textOf(response);
    if ((response.statusCode ?? 500) < 300) return JSON.parse(text) as UploadAnswer;
    throw refusalOf(text, response.statusCode ?? 500);
  } catch (error) {
    if (error instanceof Error && 'entry' in error) throw error;
    throw cliErrors.uploadUnanswered({ hub: hub.origin, reason: systemTrouble(error) }, error);
  } finally {
    request.destroy();
  }
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function refusalOf(text: string, status: number): Error {
  try {
    const { detail, fix } = JSON.parse(text) as { detail: string; fix: string };
    return cliErrors.uploadRefused({ reason: detail, advice: fix });
  } catch {
    const reason = `HTTP ${status}`;
    return cliErrors.uploadRefused({ reason, advice: '–' });
  }
}
