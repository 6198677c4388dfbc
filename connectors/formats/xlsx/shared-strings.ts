import { spreadsheetErrors } from '../../spreadsheets/index.ts';
import type { OpenWorkbook } from './open-workbook.ts';
import { officeText, parseXml } from './parse-xml.ts';

const mostBytes = 1024 * 1024 * 1024;

/** The workbook's texts, kept as one run of UTF-8: far smaller than as many JavaScript strings. */
export class SharedStrings {
  #bytes = Buffer.allocUnsafe(1 << 16);
  #length = 0;
  #ends = new Uint32Array(1 << 10);
  count = 0;

  static async read(workbook: OpenWorkbook, part: string | undefined): Promise<SharedStrings> {
    const strings = new SharedStrings();
    if (part === undefined || !workbook.has(part)) return strings;
    let text = '';
    // <rPh> holds a reading aid (pinyin, furigana), which is no part of the text.
    let inText = false;
    let inReading = false;
    await parseXml(workbook, part, {
      open(name) {
        if (name === 'si') text = '';
        else if (name === 't') inText = true;
        else if (name === 'rPh') inReading = true;
      },
      text(piece) {
        if (inText && !inReading) text += piece;
      },
      close(name) {
        if (name === 't') inText = false;
        else if (name === 'rPh') inReading = false;
        else if (name === 'si' && !strings.#add(officeText(text))) {
          throw spreadsheetErrors.xlsxTooLarge({
            file: workbook.file,
            reason: { en: 'its texts take more than 1 GB', zh: '文本超过 1 GB' },
          });
        }
      },
    });
    return strings;
  }

  /** undefined when the workbook has no such text. */
  at(index: number): string | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.count) return undefined;
    return this.#bytes.toString('utf8', index === 0 ? 0 : this.#ends[index - 1], this.#ends[index]);
  }

  #add(text: string): boolean {
    const room = this.#length + text.length * 3;
    if (room > mostBytes) return false;
    if (room > this.#bytes.length) this.#bytes = grow(this.#bytes, Buffer.allocUnsafe(Math.max(room, this.#bytes.length * 2)));
    if (this.count === this.#ends.length) this.#ends = grow(this.#ends, new Uint32Array(this.#ends.length * 2));
    this.#length += this.#bytes.write(text, this.#length, 'utf8');
    this.#ends[this.count++] = this.#length;
    return true;
  }
}

function grow<T extends Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
