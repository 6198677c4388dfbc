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
  /** Whether the last that came was the end of a row; then `takeRow` may be asked. */
  readonly isBetweenRows?: boolean;
  /** Reads a row that begins at a place of the text. @returns where it ends; `at` when it is left to the parser */
  takeRow?(text: string, at: number): number;
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
  const feed = new Feed(parser, handler);
  let sinceTag = 0;
  try {
    for await (const chunk of workbook.read(part)) {
      const tag = chunk.lastIndexOf(tagStart);
      sinceTag = tag === -1 ? sinceTag + chunk.length : chunk.length - tag;
      if (sinceTag > longestText)
        throw spreadsheetErrors.xlsxTooLarge({
          file: workbook.file,
          reason: { en: `${part} has a text of more than 64 MB`, zh: `${part} 中有超过 64 MB 的文本` },
        });
      feed.push(decoder.decode(chunk, { stream: true }));
      await handler.rest?.();
    }
    feed.end(decoder.decode());
    parser.close();
    await handler.rest?.();
  } catch (error) {
    if (isSankuError(error)) throw error;
    throw spreadsheetErrors.xlsxTruncated({ file: workbook.file, reason: `${part}: ${(error as Error).message}` }, error);
  }
}

const rowEnd = '</row>';
/** So much of a row whose end has not come yet is kept; a longer one goes to the parser. */
const longestKept = 1 << 20;

/**
 * Hands a text to the parser, and rows that the handler can read alone to the handler: between two rows, neither knows of what the other took.
 * A text with comments, CDATA or instructions, in which `</row>` may be no end of a row, is left to the parser.
 */
class Feed {
  readonly #parser: SaxesParser;
  readonly #handler: XmlHandler;
  #kept = '';
  #isBegun = false;
  #isPlain = true;

  constructor(parser: SaxesParser, handler: XmlHandler) {
    this.#parser = parser;
    this.#handler = handler;
  }

  push(piece: string): void {
    const text = this.#kept === '' ? piece : this.#kept + piece;
    this.#kept = '';
    for (let at = 0; at < text.length; ) {
      const isBetween = this.#isPlain && this.#handler.isBetweenRows === true;
      const taken = isBetween ? this.#handler.takeRow!(text, at) : at;
      if (taken > at) {
        at = taken;
        continue;
      }
      const end = text.indexOf(rowEnd, at);
      if (end === -1 && isBetween && text.length - at < longestKept) {
        this.#kept = text.slice(at);
        return;
      }
      const next = end === -1 ? text.length : end + rowEnd.length;
      this.#parse(text.slice(at, next));
      at = next;
    }
  }

  end(piece: string): void {
    this.#parse(this.#kept + piece);
  }

  #parse(text: string): void {
    // The first instruction is the XML declaration.
    if (text.includes('<!') || text.indexOf('<?', this.#isBegun ? 0 : 2) !== -1) this.#isPlain = false;
    this.#isBegun ||= text !== '';
    this.#parser.write(text);
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
