import type { SankuError } from '../core/errors.ts';
import type { UnreadableRow } from './contract.ts';
import { connectorErrors } from './errors.ts';

const rawChars = 1000;
const mostUnreadable = 100_000;

/** A zero byte ends SQL text, so it is shown as its picture. */
export function unreadableRow(error: SankuError, rowNumber: number, raw: string): UnreadableRow {
  return { rowNumber, code: error.code, message: { en: error.message, zh: error.messageIn('zh') }, raw: cut(raw).replaceAll('\0', '␀') };
}

/** A file of which a hundred thousand rows cannot be read is not the file its configuration describes. */
export function checkUnreadable(rows: readonly UnreadableRow[], file: string): void {
  if (rows.length <= mostUnreadable) return;
  throw connectorErrors.tooManyUnreadable({ limit: mostUnreadable, file, first: rows[0]!.message.en });
}

/** By code points, so that no character is cut in half. */
function cut(raw: string): string {
  return raw.length <= rawChars
    ? raw
    : Array.from(raw.slice(0, rawChars * 2))
        .slice(0, rawChars)
        .join('');
}
