import { on } from 'node:events';
import { stat } from 'node:fs/promises';
import { isSankuError } from '../../../core/errors.ts';
import { type MergedCells, type SheetRow, spreadsheetErrors } from '../../spreadsheets/index.ts';
import { giveBack, limitBusyTime, takeThread } from './xls-thread.ts';
import type { XlsJob, XlsMessage } from './xls-worker.ts';

/** What a larger file leaves in a thread's memory is given back. */
const smallBytes = 2 * 1024 * 1024;

export interface XlsReader {
  beginSheet(sheet: { name: string; date1904: boolean; merges: MergedCells[] }): void;
  rows(rows: SheetRow[]): Promise<void>;
  endSheet(): Promise<void>;
}

export interface XlsEnd {
  wanted: string[];
  isAll: boolean;
  /** Sheets with values that were not wanted. */
  others: string[];
}

/**
 * Hands the wanted sheets' rows to a reader.
 *
 * @throws spreadsheetErrors.xlsDamaged, xlsProtected, xlsTooLarge, sheetMissing
 */
export async function readXls(job: XlsJob, reader: XlsReader): Promise<XlsEnd> {
  const { file } = job;
  const isSmall = (await stat(job.path)).size <= smallBytes;
  const worker = takeThread();
  let isDone = false;
  const limit = limitBusyTime(worker);
  const messages = on(worker, 'message', { close: ['exit'], signal: limit.signal });
  worker.postMessage(job);
  try {
    for await (const [message] of messages as AsyncIterable<[XlsMessage]>) {
      isDone = message.type === 'end' || message.type === 'sheetMissing' || message.type === 'unreadable';
      if (message.type === 'sheet') reader.beginSheet(message);
      else if (message.type === 'rows') await reader.rows(message.rows);
      else if (message.type === 'sheetEnd') await reader.endSheet();
      else if (message.type === 'sheetMissing') throw spreadsheetErrors.sheetMissing(message.details);
      else if (message.type === 'unreadable') throw spreadsheetErrors[message.isProtected ? 'xlsProtected' : 'xlsDamaged']({ file });
      else return message;
    }
  } catch (error) {
    throw isSankuError(error) ? error : asXlsError(error, file);
  } finally {
    limit.end();
    await (isDone ? giveBack(worker, { isSmall }) : worker.terminate());
  }
  throw spreadsheetErrors.xlsDamaged({ file });
}

function asXlsError(error: unknown, file: string): unknown {
  const { code, name } = error as NodeJS.ErrnoException;
  const isTooMuch = code === 'ERR_WORKER_OUT_OF_MEMORY' || name === 'AbortError';
  if (isTooMuch) return spreadsheetErrors.xlsTooLarge({ file }, error);
  // A full disk is no fault of the file.
  return (error as NodeJS.ErrnoException).syscall === undefined ? spreadsheetErrors.xlsDamaged({ file }, error) : error;
}
