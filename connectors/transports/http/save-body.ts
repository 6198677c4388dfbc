import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { isSankuError } from '../../../core/errors.ts';
import { httpErrors } from './errors.ts';
import { type Answer, tooSlow } from './open-response.ts';
import { addressOf, type HttpSettings } from './settings.ts';
import { webPageIn } from './web-page.ts';

const MB = 1024 * 1024;

interface Saving {
  file: string;
  /** The file is to be kept as packed as it is. */
  keepsPacked: boolean;
  settings: HttpSettings;
  signal: AbortSignal;
}

/**
 * Writes the body of an answer to a file. What is there afterwards is whole: the length promised came, and nothing after it.
 *
 * @throws httpLengthUnknown, httpPackingUnknown, httpTooLarge, httpNotData, httpTooSlow, httpCutOff
 */
export async function saveBody(answer: Answer, saving: Saving): Promise<void> {
  const { file, keepsPacked, settings } = saving;
  const { url } = answer;
  const promised = checkHeaders(answer, settings);
  if (keepsPacked || !isPacked(answer)) {
    await receive(answer, { ...saving, promised });
    return;
  }
  const packed = `${file}.packed`;
  await receive(answer, { ...saving, file: packed, promised });
  // An unpacked body that breaks off says so at its end.
  const unpacked = createReadStream(packed).pipe(createGunzip());
  await write(unpacked, { file, url, settings }).catch((error: unknown) => {
    throw asCutOff(error, { url, received: 0, promised });
  });
  await rm(packed);
}

/** @returns bytes promised; null when the body comes in chunks, which have an end of their own */
function checkHeaders({ response, url }: Answer, settings: HttpSettings): number | null {
  const { headers } = response;
  const address = addressOf(url);
  const length = headers['content-length'];
  if (length === undefined && headers['transfer-encoding'] === undefined && !settings.acceptWithoutLength)
    throw httpErrors.httpLengthUnknown({ address });
  const type = headers['content-type'] ?? '';
  if (/^\s*(text\/html|application\/xhtml\+xml)\b/i.test(type))
    throw httpErrors.httpNotData({ address, evidence: 'it says so itself', evidenceZh: '响应头已注明' });
  if (length !== undefined && Number(length) > settings.maxMb * MB) throw httpErrors.httpTooLarge({ address, limit: settings.maxMb });
  const packing = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (!['identity', '', 'gzip', 'x-gzip'].includes(packing)) throw httpErrors.httpPackingUnknown({ address, encoding: packing });
  return length === undefined ? null : Number(length);
}

function isPacked({ response }: Answer): boolean {
  return /^\s*(x-)?gzip\s*$/i.test(response.headers['content-encoding'] ?? '');
}

async function receive(answer: Answer, { file, settings, signal, promised }: Saving & { promised: number | null }): Promise<void> {
  const { response, url } = answer;
  let received = 0;
  let timer: NodeJS.Timeout | undefined;
  const beginSilence = () => {
    clearTimeout(timer);
    timer = setTimeout(() => response.destroy(tooSlow(url, 'idle', settings)), settings.idleSeconds * 1000);
  };
  beginSilence();
  try {
    const onBytes = (count: number) => {
      received += count;
      beginSilence();
    };
    await write(response, { file, url, settings, onBytes });
  } catch (error) {
    throw signal.aborted ? tooSlow(url, 'whole', settings) : asCutOff(error, { url, received, promised });
  } finally {
    clearTimeout(timer);
  }
  const isMore = answer.fault() !== undefined;
  const isShort = !response.complete || (promised !== null && received !== promised);
  if (isShort || isMore) throw cutOff(url, { received, promised, isMore });
}

interface Writing {
  file: string;
  url: URL;
  settings: HttpSettings;
  onBytes?: (count: number) => void;
}

const HEAD_BYTES = 1024;

/** Writes what comes, as long as it is not too much and does not begin like a web page. */
async function write(body: AsyncIterable<Buffer>, { file, url, settings, onBytes }: Writing): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  let bytes = 0;
  let head = Buffer.alloc(0);
  const judge = () => {
    const found = webPageIn(head);
    if (found === null) return;
    throw httpErrors.httpNotData({ address: addressOf(url), evidence: `it begins with ${found}`, evidenceZh: `以 ${found} 开头` });
  };
  try {
    for await (const chunk of body) {
      onBytes?.(chunk.length);
      bytes += chunk.length;
      if (bytes > settings.maxMb * MB) throw httpErrors.httpTooLarge({ address: addressOf(url), limit: settings.maxMb });
      if (head.length < HEAD_BYTES) {
        head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.length)]);
        if (head.length === HEAD_BYTES) judge();
      }
      await handle.writeFile(chunk);
    }
    judge();
  } finally {
    await handle.close();
  }
}

interface Received {
  received: number;
  promised: number | null;
}

/** A connection that ends early, a packed body that breaks off: the file is not whole. A full disk stays what it is. */
function asCutOff(error: unknown, { url, ...received }: Received & { url: URL }): unknown {
  if (isSankuError(error)) return error;
  const { code = '' } = error as NodeJS.ErrnoException;
  const isOfConnection = /^(ECONN|EPIPE|ETIMEDOUT|HPE_|Z_|ERR_STREAM_PREMATURE_CLOSE|ERR_SSL)/.test(code);
  return isOfConnection ? cutOff(url, { ...received, isMore: false }, error) : error;
}

function cutOff(url: URL, { received, promised, isMore }: Received & { isMore: boolean }, cause?: unknown): Error {
  const [reason, reasonZh] = isMore
    ? [`it sends more than the ${promised ?? received} bytes it promises`, `发送的内容多于声明的 ${promised ?? received} 字节`]
    : promised === null || received === 0
      ? ['it broke off before its end', '未到结尾即中断']
      : [`${received} of ${promised} bytes came`, `声明 ${promised} 字节，仅收到 ${received} 字节`];
  return httpErrors.httpCutOff({ address: addressOf(url), reason, reasonZh }, cause);
}
