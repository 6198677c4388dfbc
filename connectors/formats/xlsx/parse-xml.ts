import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import { isSankuError } from '../../../core/errors.ts';
import { spreadsheetErrors } from '../../spreadsheets/index.ts';
import type { OpenWorkbook } from './open-workbook.ts';

export interface XmlHandler {
  /** Names come without their namespace prefix. */
  open(name: string, attributes: Record<string, string>): void;
  close(name: string): void;
  text(text: string): void;
  /** Called now and then, for what must wait (writing). */
  rest?(): Promise<void>;
}

const tagStart = 0x3c;
/** The parser gathers a text whole before it gives it away. */
const longestText = 64 * 1024 * 1024;

/**
 * Streams a part of the workbook through a handler.
 *
 * @throws spreadsheetErrors.xlsxTruncated when it is not well-formed XML, xlsxTooLarge when one text fills the memory, and what reading the part throws
 */
export async function parseXml(workbook: OpenWorkbook, part: string, handler: XmlHandler): Promise<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('opentag', ({ name, attributes }) => handler.open(localName(name), attributes as Record<string, string>));
  parser.on('closetag', ({ name }) => handler.close(localName(name)));
  parser.on('text', (text) => handler.text(text));
  parser.on('cdata', (text) => handler.text(text));
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let sinceTag = 0;
  try {
    for await (const chunk of workbook.read(part)) {
      const tag = chunk.lastIndexOf(tagStart);
      sinceTag = tag === -1 ? sinceTag + chunk.length : chunk.length - tag;
      if (sinceTag > longestText)
        throw spreadsheetErrors.xlsxTooLarge({ file: workbook.file, reason: `${part} has a text of more than 64 MB` });
      parser.write(decoder.decode(chunk, { stream: true }));
      await handler.rest?.();
    }
    parser.write(decoder.decode()).close();
    await handler.rest?.();
  } catch (error) {
    if (isSankuError(error)) throw error;
    throw spreadsheetErrors.xlsxTruncated({ file: workbook.file, reason: `${part}: ${(error as Error).message}` }, error);
  }
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

/** Office writes characters that XML cannot hold as `_x000D_`, and a literal `_x` as `_x005F_x`. */
export function officeText(text: string): string {
  if (!text.includes('_x')) return text;
  const plain = text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return plain.isWellFormed() ? plain : text;
}
